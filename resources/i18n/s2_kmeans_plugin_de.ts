<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de" sourcelanguage="en">
<context>
<name>s2_kmeans_plugin</name>
<message>
<source>% of all</source>
<translation>% von allen</translation>
</message>
<message>
<source>'{band}' is no band: give the numbers of bands, such as 1, 3 and 4.</source>
<translation>„{band}“ ist kein Kanal: Geben Sie Nummern von Kanälen an, etwa 1, 3 und 4.</translation>
</message>
<message>
<source>'{part}' is no value: give numbers and ranges, such as 0, 3, 8-10.</source>
<translation>„{part}“ ist kein Wert: Geben Sie Zahlen und Bereiche an, etwa 0, 3, 8-10.</translation>
</message>
<message>
<source>, and about {scratch:,.0f} MB in the folder for temporary files</source>
<translation>, und etwa {scratch:,.0f} MB im Ordner für temporäre Dateien</translation>
</message>
<message>
<source>&lt;p&gt;Adds up what an image holds in each class of a map: the table and the report that Classify without training data gives of its own map, for one that was sieved or edited since, or that comes from elsewhere.&lt;/p&gt;&lt;p&gt;A pixel counts where it has a class and the image has a value in every chosen band. Names and colours come from the attribute table, the category names or the colour table of the map. Without an output asked for, the log tells the areas.&lt;/p&gt;</source>
<translation>&lt;p&gt;Zählt zusammen, was ein Bild in jeder Klasse einer Karte enthält: die Tabelle und der Bericht, die „Ohne Trainingsdaten klassifizieren“ zu seiner eigenen Karte liefert, für eine Karte, die seitdem gesiebt oder bearbeitet wurde oder anderswoher kommt.&lt;/p&gt;&lt;p&gt;Ein Pixel zählt, wo es eine Klasse hat und das Bild in jedem gewählten Kanal einen Wert hat. Namen und Farben kommen aus der Attributtabelle, den Kategorienamen oder der Farbtabelle der Karte. Ist keine Ausgabe verlangt, nennt das Protokoll die Flächen.&lt;/p&gt;</translation>
</message>
<message>
<source>&lt;p&gt;Classifies the image of one date, finds the same classes in the image of another, and tells which class became which.&lt;/p&gt;&lt;p&gt;Bands of the second image are found by their names or, where these tell nothing, by their order. Both images need the same grid. What is new at the second date goes to the class that it is most like.&lt;/p&gt;&lt;p&gt;This is a model of the algorithms Classify without training data, Apply classes to another image, and Compare two maps of classes, with their defaults. To change it, open the file of this name in the folder resources/models of the plugin with the Model Designer, and save it as your own.&lt;/p&gt;</source>
<translation>&lt;p&gt;Klassifiziert das Bild eines Zeitpunkts, findet dieselben Klassen im Bild eines anderen und sagt, welche Klasse zu welcher wurde.&lt;/p&gt;&lt;p&gt;Die Kanäle des zweiten Bildes werden an ihren Namen erkannt oder, wo diese nichts sagen, an ihrer Reihenfolge. Beide Bilder brauchen dasselbe Gitter. Was zum zweiten Zeitpunkt neu ist, kommt in die Klasse, der es am meisten ähnelt.&lt;/p&gt;&lt;p&gt;Dies ist ein Modell aus den Algorithmen „Ohne Trainingsdaten klassifizieren“, „Klassen auf ein anderes Bild anwenden“ und „Zwei Klassenkarten vergleichen“ mit ihren Vorgaben. Um es zu ändern, öffnen Sie die Datei dieses Namens im Ordner resources/models des Plugins mit dem Modellentwurf und speichern sie als Ihre eigene.&lt;/p&gt;</translation>
</message>
<message>
<source>&lt;p&gt;Compares a map of classes with a reference: points or polygons with an attribute that names the class, or a raster of classes on the same grid. Give one of the two.&lt;/p&gt;&lt;p&gt;The classes of the map need not have the names or the number of those of the reference: each is matched with the reference class that most of its pixels have. This flatters a map that has many classes for few reference pixels. Overall accuracy, kappa, producer's and user's accuracy are those after it; purity is then the same as overall accuracy. The adjusted Rand index needs no matching.&lt;/p&gt;&lt;p&gt;A point stands for the pixel under it, a polygon for the pixels whose centres lie inside; where polygons overlap, the last one counts. Features without a value, outside the map or on its nodata are left out, and the log counts them. Vectors in another coordinate system are transformed.&lt;/p&gt;</source>
<translation>&lt;p&gt;Vergleicht eine Klassenkarte mit einer Referenz: Punkten oder Polygonen mit einem Attribut, das die Klasse nennt, oder einem Raster von Klassen auf demselben Gitter. Geben Sie eines von beiden an.&lt;/p&gt;&lt;p&gt;Die Klassen der Karte müssen weder die Namen noch die Anzahl derer der Referenz haben: Jede wird der Referenzklasse zugeordnet, die die meisten ihrer Pixel haben. Das schmeichelt einer Karte, die viele Klassen bei wenigen Referenzpixeln hat. Gesamtgenauigkeit, Kappa, Produzenten- und Nutzergenauigkeit gelten nach dieser Zuordnung; die Reinheit ist dann dasselbe wie die Gesamtgenauigkeit. Der adjustierte Rand-Index braucht keine Zuordnung.&lt;/p&gt;&lt;p&gt;Ein Punkt steht für das Pixel unter ihm, ein Polygon für die Pixel, deren Mittelpunkte darin liegen; wo Polygone sich überlappen, zählt das letzte. Objekte ohne Wert, außerhalb der Karte oder auf deren Leerwert bleiben aus, und das Protokoll zählt sie. Vektoren in einem anderen Koordinatensystem werden transformiert.&lt;/p&gt;</translation>
</message>
<message>
<source>&lt;p&gt;Counts how often each class of one map meets each of another: for two dates with the same classes, what became what; for two classifications of one image, how alike they are, whatever the numbers of their classes.&lt;/p&gt;&lt;p&gt;The adjusted Rand index and the normalised mutual information need no matching of classes: 1 for the same partition, about 0 for unrelated ones. Agreement and kappa are those after the best one-to-one match of the classes, for which scipy is needed.&lt;/p&gt;&lt;p&gt;What counts as unchanged: where both legends give each number that they share the same name (and, where the name holds the number, as Class 3 does, the same colour), what has the same number. Otherwise numbers mean nothing across the maps, classes are matched first, and unchanged is what has matched classes.&lt;/p&gt;</source>
<translation>&lt;p&gt;Zählt, wie oft jede Klasse einer Karte auf jede einer anderen trifft: bei zwei Zeitpunkten mit denselben Klassen, was zu was wurde; bei zwei Klassifikationen eines Bildes, wie ähnlich sie sind, gleich welche Nummern ihre Klassen haben.&lt;/p&gt;&lt;p&gt;Der adjustierte Rand-Index und die normierte Transinformation brauchen keine Zuordnung der Klassen: 1 bei gleicher Einteilung, etwa 0 bei unabhängigen. Übereinstimmung und Kappa gelten nach der besten Zuordnung der Klassen eins zu eins, für die scipy nötig ist.&lt;/p&gt;&lt;p&gt;Was als unverändert zählt: Wo beide Legenden jeder gemeinsamen Nummer denselben Namen geben (und, wo der Name die Nummer enthält wie bei Klasse 3, dieselbe Farbe), das, was dieselbe Nummer hat. Andernfalls besagen Nummern zwischen den Karten nichts; dann werden zuerst die Klassen einander zugeordnet, und unverändert ist, was einander zugeordnete Klassen hat.&lt;/p&gt;</translation>
</message>
<message>
<source>&lt;p&gt;Finds classes in several images together, dates of one place or neighbouring tiles, and gives each image its own map of them: the same numbers, names and colours in all. About as many pixels of each image are seen by the fit. A table tells the area of each class in each image.&lt;/p&gt;&lt;p&gt;The images need the same bands, by name or by number, and may lie on different grids and in different coordinate systems. Where all declare scale and offset, as Open a Sentinel-2 product does, products before and after processing baseline 04.00 go together. All maps are written when all are done.&lt;/p&gt;</source>
<translation>&lt;p&gt;Findet Klassen in mehreren Bildern zusammen, Zeitpunkten eines Ortes oder benachbarten Kacheln, und gibt jedem Bild seine eigene Karte davon: dieselben Nummern, Namen und Farben in allen. Von jedem Bild gehen etwa gleich viele Pixel in die Stichprobe ein. Eine Tabelle nennt die Fläche jeder Klasse in jedem Bild.&lt;/p&gt;&lt;p&gt;Die Bilder brauchen dieselben Kanäle, nach Namen oder nach Nummern, und dürfen auf verschiedenen Gittern und in verschiedenen Koordinatensystemen liegen. Wo alle Skalierungsfaktor und Offset angeben, wie „Sentinel-2-Produkt öffnen“ es tut, passen Produkte vor und nach der Processing Baseline 04.00 zusammen. Alle Karten werden geschrieben, wenn alle fertig sind.&lt;/p&gt;</translation>
</message>
<message>
<source>&lt;p&gt;Finds classes on a sample of the pixels with each number from the least to the largest, compares them, and suggests a number for Classify without training data. In a model, hand the output SUGGESTED_K to its number of classes.&lt;/p&gt;&lt;p&gt;The rule: the largest number whose classes all stand apart and come out again. They stand apart if the nearest two are farther from each other than the halves of one cloud of pixels (Jeffries-Matusita distance of 1.65 or more), for an algorithm that is asked for too many cuts a cloud in two. They come out again if fits on two halves of the pixels agree (adjusted Rand index of 0.8 or more, on the average of three halvings).&lt;/p&gt;&lt;p&gt;Many images are a continuum in which no number stands out. Then the report says so, and the suggestion is the last number before the classes depend on the pixels drawn.&lt;/p&gt;&lt;p&gt;The report also shows the silhouette, the indices of Calinski and Harabasz and of Davies and Bouldin, and the inertia. They do not decide: on real images they mostly prefer two classes, such as water and land.&lt;/p&gt;&lt;p&gt;Choose the same bands, indices, algorithm, scaling and components as for the map.&lt;/p&gt;</source>
<translation>&lt;p&gt;Findet Klassen in einer Stichprobe der Pixel für jede Anzahl von der kleinsten bis zur größten, vergleicht sie und schlägt eine Anzahl für „Ohne Trainingsdaten klassifizieren“ vor. Geben Sie in einem Modell die Ausgabe SUGGESTED_K an dessen Anzahl der Klassen weiter.&lt;/p&gt;&lt;p&gt;Die Regel: die größte Anzahl, deren Klassen sich alle voneinander abheben und wiedergefunden werden. Sie heben sich ab, wenn die nächsten zwei weiter voneinander entfernt sind als die Hälften einer einzigen Pixelwolke (Jeffries-Matusita-Distanz von 1.65 oder mehr), denn ein Algorithmus, von dem zu viele Klassen verlangt werden, schneidet eine Wolke entzwei. Sie werden wiedergefunden, wenn Anpassungen an zwei Hälften der Pixel übereinstimmen (adjustierter Rand-Index von 0.8 oder mehr, im Mittel über drei Halbierungen).&lt;/p&gt;&lt;p&gt;Viele Bilder sind ein Kontinuum, in dem sich keine Anzahl abhebt. Dann sagt der Bericht das, und vorgeschlagen wird die letzte Anzahl, bevor die Klassen von den gezogenen Pixeln abhängen.&lt;/p&gt;&lt;p&gt;Der Bericht zeigt auch die Silhouette, die Indizes von Calinski und Harabasz und von Davies und Bouldin und die Trägheit. Sie entscheiden nicht: Bei wirklichen Bildern bevorzugen sie meist zwei Klassen, etwa Wasser und Land.&lt;/p&gt;&lt;p&gt;Wählen Sie dieselben Kanäle und Indizes, denselben Algorithmus, dieselbe Skalierung und dieselben Hauptkomponenten wie für die Karte.&lt;/p&gt;</translation>
</message>
<message>
<source>&lt;p&gt;From a Sentinel-2 product of Level-2A, a zip or a folder as downloaded, to a map of classes and its polygons: opens the bands of 10 and 20 m, leaves out clouds, their shadows and snow by the scene classification of the product, finds classes, gives small patches to their neighbours, and draws what is left.&lt;/p&gt;&lt;p&gt;This is a model of the algorithms Open a Sentinel-2 product and Classify without training data, with their defaults. To change it, open the file of this name in the folder resources/models of the plugin with the Model Designer, and save it as your own.&lt;/p&gt;</source>
<translation>&lt;p&gt;Von einem Sentinel-2-Produkt der Stufe Level-2A, einem Zip oder Ordner wie heruntergeladen, zu einer Klassenkarte und ihren Polygonen: öffnet die Kanäle von 10 und 20 m, lässt Wolken, ihre Schatten und Schnee anhand der Szenenklassifikation des Produkts aus, findet Klassen, schlägt kleine Teilflächen ihren Nachbarn zu und zeichnet, was bleibt.&lt;/p&gt;&lt;p&gt;Dies ist ein Modell aus den Algorithmen „Sentinel-2-Produkt öffnen“ und „Ohne Trainingsdaten klassifizieren“ mit ihren Vorgaben. Um es zu ändern, öffnen Sie die Datei dieses Namens im Ordner resources/models des Plugins mit dem Modellentwurf und speichern sie als Ihre eigene.&lt;/p&gt;</translation>
</message>
<message>
<source>&lt;p&gt;From an image to a map that can be handed on: suggests the number of classes, classifies the image with it, gives patches too small to matter to the largest patch beside them, and reports areas, spectra and separability of the classes that are left. The map keeps the names and the colours of its classes.&lt;/p&gt;&lt;p&gt;This is a model of the algorithms Suggest the number of classes, Classify without training data, Sieve of GDAL, Merge, rename and recolour classes, and Statistics of classes, with their defaults. To change it, open the file of this name in the folder resources/models of the plugin with the Model Designer, and save it as your own.&lt;/p&gt;</source>
<translation>&lt;p&gt;Vom Bild zu einer Karte, die man weitergeben kann: schlägt die Anzahl der Klassen vor, klassifiziert das Bild damit, schlägt Teilflächen, die zu klein sind, der größten angrenzenden Teilfläche zu und berichtet Flächen, Spektren und Trennbarkeit der Klassen, die bleiben. Die Karte behält die Namen und Farben ihrer Klassen.&lt;/p&gt;&lt;p&gt;Dies ist ein Modell aus den Algorithmen „Anzahl der Klassen vorschlagen“, „Ohne Trainingsdaten klassifizieren“, „Sieben“ von GDAL, „Klassen zusammenfassen, umbenennen und umfärben“ und „Klassenstatistik“ mit ihren Vorgaben. Um es zu ändern, öffnen Sie die Datei dieses Namens im Ordner resources/models des Plugins mit dem Modellentwurf und speichern sie als Ihre eigene.&lt;/p&gt;</translation>
</message>
<message>
<source>&lt;p&gt;Makes one raster of the bands of a Sentinel-2 product, as the download sites hand it out: bands of 10, 20 and 60 m on one grid, with their names and wavelengths, the date, nodata, and the scale and offset that turn the values into reflectances (QGIS shows reflectances then). Products since 2022 need that offset.&lt;/p&gt;&lt;p&gt;The product may be a zip, which need not be unpacked; a .SAFE folder, for which you choose its file MTD_MSIL1C.xml or MTD_MSIL2A.xml or type its path; or a folder of bands, of which you choose any file.&lt;/p&gt;&lt;p&gt;A virtual raster (.vrt) is there at once and copies nothing, so keep the product. It can be moved together with the product where it lies in the folder that holds the product, unless that is a zip. A GeoTIFF (.tif) copies all pixels; it is read faster, so it pays where the bands are classified many times. Temporary outputs are virtual.&lt;/p&gt;&lt;p&gt;Products of Level-2A also hold a scene classification: clouds, shadows, water and more, as a map of classes on the same grid.&lt;/p&gt;</source>
<translation>&lt;p&gt;Macht ein einziges Raster aus den Kanälen eines Sentinel-2-Produkts, wie die Download-Seiten es anbieten: Kanäle von 10, 20 und 60 m auf einem Gitter, mit ihren Namen und Wellenlängen, dem Datum, dem Leerwert und dem Skalierungsfaktor und dem Offset, die aus den Werten Reflexionsgrade machen (QGIS zeigt dann Reflexionsgrade). Produkte seit 2022 brauchen diesen Offset.&lt;/p&gt;&lt;p&gt;Das Produkt darf ein Zip sein, das nicht entpackt werden muss; ein .SAFE-Ordner, bei dem Sie dessen Datei MTD_MSIL1C.xml oder MTD_MSIL2A.xml wählen oder seinen Pfad eintippen; oder ein Ordner mit Kanälen, aus dem Sie eine beliebige Datei wählen.&lt;/p&gt;&lt;p&gt;Ein virtuelles Raster (.vrt) ist sofort da und kopiert nichts; behalten Sie also das Produkt. Es lässt sich zusammen mit dem Produkt verschieben, wenn es in dem Ordner liegt, der das Produkt enthält, außer das Produkt ist ein Zip. Ein GeoTIFF (.tif) kopiert alle Pixel; es wird schneller gelesen und lohnt sich also, wenn die Kanäle oft klassifiziert werden. Temporäre Ausgaben sind virtuell.&lt;/p&gt;&lt;p&gt;Produkte der Stufe Level-2A enthalten auch eine Szenenklassifikation: Wolken, Schatten, Wasser und mehr, als Klassenkarte auf demselben Gitter.&lt;/p&gt;</translation>
</message>
<message>
<source>&lt;p&gt;Says what the classes of a map are: several become one, others get a name or a colour, or become nodata. With the model that the map comes from, the model is edited alike, so that Apply classes to another image gives the merged classes at once.&lt;/p&gt;&lt;p&gt;The table may be typed in, or come from a spreadsheet: open the table of classes that Classify without training data wrote, change names and colours, add a column &lt;i&gt;to&lt;/i&gt; with the new class where it is another, and save it as CSV (UTF-8).&lt;/p&gt;&lt;p&gt;All lines are done at once. A class without a line, and a cell left empty, stay as they are. Where several names are given for one new class, the one in the line of the class that has its number already counts, else the first. Where none is given, the new class keeps the name of the class that had its number and still goes into it, else that of the largest class that does. The same holds for colours.&lt;/p&gt;&lt;p&gt;The result is a GeoTIFF with a colour table, class names and an attribute table, and a style file beside it.&lt;/p&gt;&lt;p&gt;With qgis_process a table is one text, row after row: &lt;code&gt;--TABLE='3,1,Forest,#006400,4,1,,,7,nodata,,'&lt;/code&gt;; or, where a name has a comma, the option repeated for each cell.&lt;/p&gt;</source>
<translation>&lt;p&gt;Sagt, was die Klassen einer Karte sind: Mehrere werden zu einer, andere bekommen einen Namen oder eine Farbe oder werden zum Leerwert. Mit dem Modell, aus dem die Karte stammt, wird auch das Modell so bearbeitet, dass „Klassen auf ein anderes Bild anwenden“ gleich die zusammengefassten Klassen liefert.&lt;/p&gt;&lt;p&gt;Die Tabelle können Sie eintippen oder aus einer Tabellenkalkulation nehmen: Öffnen Sie die Klassentabelle, die „Ohne Trainingsdaten klassifizieren“ geschrieben hat, ändern Sie Namen und Farben, fügen Sie eine Spalte &lt;i&gt;to&lt;/i&gt; mit der neuen Klasse hinzu, wo es eine andere ist, und speichern Sie sie als CSV (UTF-8).&lt;/p&gt;&lt;p&gt;Alle Zeilen wirken zugleich. Eine Klasse ohne Zeile und eine leere Zelle bleiben, wie sie sind. Sind für eine neue Klasse mehrere Namen angegeben, zählt der in der Zeile der Klasse, die deren Nummer schon hat, sonst der erste. Ist keiner angegeben, behält die neue Klasse den Namen der Klasse, die ihre Nummer hatte und weiterhin in sie eingeht, sonst den der größten Klasse, die das tut. Für Farben gilt dasselbe.&lt;/p&gt;&lt;p&gt;Das Ergebnis ist ein GeoTIFF mit Farbtabelle, Klassennamen und Attributtabelle und eine Stildatei daneben.&lt;/p&gt;&lt;p&gt;Mit qgis_process ist eine Tabelle ein einziger Text, Zeile auf Zeile: &lt;code&gt;--TABLE='3,1,Wald,#006400,4,1,,,7,nodata,,'&lt;/code&gt;; oder, wo ein Name ein Komma enthält, die Option für jede Zelle wiederholt.&lt;/p&gt;</translation>
</message>
<message>
<source>&lt;p&gt;Sorts the pixels of a raster into classes of similar values, without training data: it finds groups of pixels whose bands are alike, in one of six ways, and every pixel gets the number of its group. Afterwards it is for you to say what each class is: names with (?) are suggestions.&lt;/p&gt;&lt;p&gt;Images of any size are read block by block. Pixels that are nodata or masked in a chosen band stay nodata (0). Classes are numbered from the darkest, 1, to the brightest. The same input, options and seed give the same map.&lt;/p&gt;&lt;p&gt;The result is a GeoTIFF with a colour table, class names and an attribute table (pixels of each class), and a style file beside it.&lt;/p&gt;&lt;p&gt;If classes follow only one band, standardise the bands. Suggest the number of classes tells how many to ask for. If two land covers share a class, ask for more classes; Merge, rename and recolour classes puts together what belongs together.&lt;/p&gt;</source>
<translation>&lt;p&gt;Sortiert die Pixel eines Rasters ohne Trainingsdaten in Klassen ähnlicher Werte: Auf eine von sechs Arten werden Gruppen von Pixeln gefunden, deren Kanäle sich ähneln, und jedes Pixel bekommt die Nummer seiner Gruppe. Danach sagen Sie, was jede Klasse ist: Namen mit (?) sind Vorschläge.&lt;/p&gt;&lt;p&gt;Bilder jeder Größe werden Block für Block gelesen. Pixel, die in einem gewählten Kanal Leerwert oder maskiert sind, bleiben Leerwert (0). Die Klassen sind vom dunkelsten, 1, zum hellsten nummeriert. Dieselben Eingaben und Optionen und dieselbe Zufallssaat ergeben dieselbe Karte.&lt;/p&gt;&lt;p&gt;Das Ergebnis ist ein GeoTIFF mit Farbtabelle, Klassennamen und Attributtabelle (Pixel jeder Klasse) und eine Stildatei daneben.&lt;/p&gt;&lt;p&gt;Folgen die Klassen nur einem Kanal, standardisieren Sie die Kanäle. „Anzahl der Klassen vorschlagen“ sagt, wie viele sinnvoll sind. Teilen sich zwei Landbedeckungen eine Klasse, verlangen Sie mehr Klassen; „Klassen zusammenfassen, umbenennen und umfärben“ bringt zusammen, was zusammengehört.&lt;/p&gt;</translation>
</message>
<message>
<source>&lt;p&gt;Sorts the pixels of a raster into the classes that Classify without training data found in another and saved as a model: the same numbers, names and colours, so that the maps of two dates or two neighbouring scenes can be compared.&lt;/p&gt;&lt;p&gt;Bands are found by their names or, where these tell nothing, by their order. A warning tells where the image does not look like the one that the model comes from. Needs nothing beyond QGIS.&lt;/p&gt;</source>
<translation>&lt;p&gt;Sortiert die Pixel eines Rasters in die Klassen, die „Ohne Trainingsdaten klassifizieren“ in einem anderen gefunden und als Modell gespeichert hat: dieselben Nummern, Namen und Farben, sodass sich die Karten zweier Zeitpunkte oder zweier benachbarter Szenen vergleichen lassen.&lt;/p&gt;&lt;p&gt;Kanäle werden an ihren Namen erkannt oder, wo diese nichts sagen, an ihrer Reihenfolge. Eine Warnung sagt, wo das Bild nicht so aussieht wie das, aus dem das Modell stammt. Braucht nichts außer QGIS.&lt;/p&gt;</translation>
</message>
<message>
<source>A GeoPackage of the classes as polygons, with their names, areas and colours. One that is there already is replaced with all its layers.</source>
<translation>Ein GeoPackage der Klassen als Polygone, mit ihren Namen, Flächen und Farben. Eines, das schon da ist, wird mit allen seinen Layern ersetzt.</translation>
</message>
<message>
<source>A GeoPackage with one polygon for each class, its name, area and colour.</source>
<translation>Ein GeoPackage mit einem Polygon für jede Klasse, ihrem Namen, ihrer Fläche und ihrer Farbe.</translation>
</message>
<message>
<source>A GeoTIFF of how much nearer the centre of its class is to each pixel than the next: 0 % half way between the two, 100 % on the centre.</source>
<translation>Ein GeoTIFF, das sagt, um wie viel näher jedem Pixel das Zentrum seiner Klasse ist als das nächste andere: 0 % in der Mitte zwischen beiden, 100 % auf dem Zentrum.</translation>
</message>
<message>
<source>A GeoTIFF of the classes without small patches.</source>
<translation>Ein GeoTIFF der Klassen ohne kleine Teilflächen.</translation>
</message>
<message>
<source>A GeoTIFF of the classes.</source>
<translation>Ein GeoTIFF der Klassen.</translation>
</message>
<message>
<source>A GeoTIFF of the same classes, with the same names and colours.</source>
<translation>Ein GeoTIFF derselben Klassen, mit denselben Namen und Farben.</translation>
</message>
<message>
<source>A GeoTIFF with one class for each transition, named from → to; 1 is unchanged.</source>
<translation>Ein GeoTIFF mit einer Klasse für jeden Übergang, benannt mit von → nach; 1 ist unverändert.</translation>
</message>
<message>
<source>A class with a band that varies more is cut in two. In the unit of the raster or, where bands are standardised, in their standard deviations. Automatic: twice what is typical of the classes of k-means.</source>
<translation>Eine Klasse mit einem Kanal, der stärker streut, wird geteilt. In der Einheit des Rasters oder, bei standardisierten Kanälen, in deren Standardabweichungen. Automatisch: das Doppelte dessen, was für die Klassen von K-Means typisch ist.</translation>
</message>
<message>
<source>A line for each class to change: its number; its new number, or nodata to drop it; a name; a colour such as #ff8000. Cells may stay empty.</source>
<translation>Eine Zeile für jede Klasse, die sich ändert: ihre Nummer; ihre neue Nummer, oder nodata, um sie zu verwerfen; ein Name; eine Farbe wie #ff8000. Zellen dürfen leer bleiben.</translation>
</message>
<message>
<source>A map has the class {value}, but should have {n_classes} classes.</source>
<translation>Eine Karte enthält die Klasse {value}, sollte aber {n_classes} Klassen haben.</translation>
</message>
<message>
<source>A pixel lies where its centre does.</source>
<translation>Ein Pixel liegt dort, wo sein Mittelpunkt liegt.</translation>
</message>
<message>
<source>A raster of classes 1 to 255, 0 is none, on the grid of the image.</source>
<translation>Ein Raster mit Klassen von 1 bis 255, 0 ist keine, auf dem Gitter des Bildes.</translation>
</message>
<message>
<source>A raster of classes 1 to 255, 0 is none.</source>
<translation>Ein Raster mit Klassen von 1 bis 255, 0 ist keine.</translation>
</message>
<message>
<source>A raster of classes 1 to 255, 0 is none: made by this plugin, sieved, or made elsewhere.</source>
<translation>Ein Raster mit Klassen von 1 bis 255, 0 ist keine: mit diesem Plugin gemacht, gesiebt oder anderswo gemacht.</translation>
</message>
<message>
<source>A report needs jinja2 and plotly, of which this Python lacks one ({reason}). Install both (Debian and Ubuntu: apt install python3-jinja2 python3-plotly; Windows: in the OSGeo4W Shell, python -m pip install jinja2 plotly) and restart QGIS, or leave the report out; the map needs neither.</source>
<translation>Ein Bericht braucht jinja2 und plotly, von denen diesem Python eines fehlt ({reason}). Installieren Sie beide (Debian und Ubuntu: apt install python3-jinja2 python3-plotly; Windows: in der OSGeo4W-Shell, python -m pip install jinja2 plotly) und starten Sie QGIS neu, oder lassen Sie den Bericht weg; die Karte braucht keines von beiden.</translation>
</message>
<message>
<source>A sample had missed pixels that are unlike all others; others were drawn from the whole rasters, which were then classified again.</source>
<translation>Eine Stichprobe hatte Pixel übersehen, die keinem anderen ähneln; aus den ganzen Rastern wurden andere gezogen, und alle wurden neu klassifiziert.</translation>
</message>
<message>
<source>A sample of the pixels in the two directions in which they differ most.</source>
<translation>Eine Stichprobe der Pixel in den zwei Richtungen, in denen sie sich am meisten unterscheiden.</translation>
</message>
<message>
<source>A sample of the pixels in the two directions in which they differ most: look whether the classes are groups of their own or pieces of one cloud.</source>
<translation>Eine Stichprobe der Pixel in den zwei Richtungen, in denen sie sich am meisten unterscheiden: Sehen Sie nach, ob die Klassen eigene Gruppen sind oder Stücke einer einzigen Wolke.</translation>
</message>
<message>
<source>A smaller class is dropped, and its pixels go to others.</source>
<translation>Eine kleinere Klasse wird verworfen, und ihre Pixel kommen in andere.</translation>
</message>
<message>
<source>About {percent:.1f} % of the pixels, also along the border, have the value {value} in all chosen bands, and the file declares no nodata: they were taken for a part of the image. If they hold no data, leave them out with IGNORE_VALUE={value}.</source>
<translation>Etwa {percent:.1f} % der Pixel, auch am Rand, haben in allen gewählten Kanälen den Wert {value}, und die Datei gibt keinen Leerwert an: Sie galten als Teil des Bildes. Wenn sie keine Daten enthalten, lassen Sie sie mit IGNORE_VALUE={value} aus.</translation>
</message>
<message>
<source>Accuracy against a reference</source>
<translation>Genauigkeit gegenüber einer Referenz</translation>
</message>
<message>
<source>Address of a Dask scheduler, such as tcp://192.0.2.1:8786, whose workers read and classify the image. The path of the image has to open on each of them.</source>
<translation>Adresse eines Dask-Schedulers, etwa tcp://192.0.2.1:8786, dessen Worker das Bild lesen und klassifizieren. Der Pfad des Bildes muss sich auf jedem von ihnen öffnen lassen.</translation>
</message>
<message>
<source>Adjusted Rand index</source>
<translation>Adjustierter Rand-Index</translation>
</message>
<message>
<source>Adjusted Rand index: {value:.4f}</source>
<translation>Adjustierter Rand-Index: {value:.4f}</translation>
</message>
<message>
<source>Agreement</source>
<translation>Übereinstimmung</translation>
</message>
<message>
<source>Agreement after the best match: {percent:.2f} %, kappa {kappa:.4f}</source>
<translation>Übereinstimmung nach der besten Zuordnung: {percent:.2f} %, Kappa {kappa:.4f}</translation>
</message>
<message>
<source>Agreement and kappa</source>
<translation>Übereinstimmung und Kappa</translation>
</message>
<message>
<source>Agreement and kappa are left out. {reason}</source>
<translation>Übereinstimmung und Kappa entfallen. {reason}</translation>
</message>
<message>
<source>Agreement and kappa are left out: matching the classes needs scipy.</source>
<translation>Übereinstimmung und Kappa entfallen: Um die Klassen einander zuzuordnen, ist scipy nötig.</translation>
</message>
<message>
<source>Algorithm</source>
<translation>Algorithmus</translation>
</message>
<message>
<source>All figures</source>
<translation>Alle Kennzahlen</translation>
</message>
<message>
<source>All files (*)</source>
<translation>Alle Dateien (*)</translation>
</message>
<message>
<source>And {n} more.</source>
<translation>Und {n} weitere.</translation>
</message>
<message>
<source>Apply classes to another image</source>
<translation>Klassen auf ein anderes Bild anwenden</translation>
</message>
<message>
<source>As a start: {k}, the last number before other pixels give other classes.</source>
<translation>Für den Anfang: {k}, die letzte Anzahl, bevor andere Pixel andere Klassen ergeben.</translation>
</message>
<message>
<source>As a start: {k}, whose classes are the most stable.</source>
<translation>Für den Anfang: {k}, deren Klassen die stabilsten sind.</translation>
</message>
<message>
<source>At a glance</source>
<translation>Auf einen Blick</translation>
</message>
<message>
<source>B01, B09 and B10 have pixels of 60 m and show the air more than the ground. Level-2A has no B10.</source>
<translation>B01, B09 und B10 haben Pixel von 60 m und zeigen die Luft mehr als den Boden. Level-2A hat kein B10.</translation>
</message>
<message>
<source>B02 or blue</source>
<translation>B02 oder blue</translation>
</message>
<message>
<source>B03 or green</source>
<translation>B03 oder green</translation>
</message>
<message>
<source>B04 or red</source>
<translation>B04 oder red</translation>
</message>
<message>
<source>B08 or nir, else B8A</source>
<translation>B08 oder nir, sonst B8A</translation>
</message>
<message>
<source>B11 or swir1</source>
<translation>B11 oder swir1</translation>
</message>
<message>
<source>Band</source>
<translation>Kanal</translation>
</message>
<message>
<source>Band {band} does not exist in {path}, which has {count}: choose from 1 to {count}.</source>
<translation>Kanal {band} gibt es nicht in {path}, das {count} hat: Wählen Sie von 1 bis {count}.</translation>
</message>
<message>
<source>Band {band} is chosen twice: choose it once.</source>
<translation>Kanal {band} ist zweimal gewählt: Wählen Sie ihn einmal.</translation>
</message>
<message>
<source>Band {band} of {path} has the type {type}, which cannot be classified: convert the raster to Float32 first (Raster &gt; Conversion &gt; Translate).</source>
<translation>Kanal {band} von {path} hat den Typ {type}, der sich nicht klassifizieren lässt: Wandeln Sie das Raster zuerst in Float32 um (Raster &gt; Konvertierung &gt; Umwandeln (Format konvertieren)).</translation>
</message>
<message>
<source>Bands</source>
<translation>Kanäle</translation>
</message>
<message>
<source>Bands (none chosen: all)</source>
<translation>Kanäle (nichts gewählt: alle)</translation>
</message>
<message>
<source>Bands (none chosen: by name)</source>
<translation>Kanäle (nichts gewählt: nach Namen)</translation>
</message>
<message>
<source>Bands for the indices alone: {bands}</source>
<translation>Kanäle nur für die Indizes: {bands}</translation>
</message>
<message>
<source>Bands of larger pixels are repeated, bands of smaller ones averaged.</source>
<translation>Kanäle mit größeren Pixeln werden wiederholt, Kanäle mit kleineren gemittelt.</translation>
</message>
<message>
<source>Bands of the first image (none chosen: all)</source>
<translation>Kanäle des ersten Bildes (nichts gewählt: alle)</translation>
</message>
<message>
<source>Bands of the product</source>
<translation>Kanäle des Produkts</translation>
</message>
<message>
<source>Bands: {bands}</source>
<translation>Kanäle: {bands}</translation>
</message>
<message>
<source>Bare soil or built-up</source>
<translation>Offener Boden oder bebaut</translation>
</message>
<message>
<source>Before they are merged, below the reference class that each is matched with.</source>
<translation>Bevor sie zusammengefasst werden, unter der Referenzklasse, der jede zugeordnet ist.</translation>
</message>
<message>
<source>Bisecting K-means</source>
<translation>Bisecting K-Means (halbierend)</translation>
</message>
<message>
<source>Blue band for the indices</source>
<translation>Blauer Kanal für die Indizes</translation>
</message>
<message>
<source>Bright surface, snow or cloud</source>
<translation>Helle Oberfläche, Schnee oder Wolke</translation>
</message>
<message>
<source>CSV files (*.csv *.txt *.tsv)</source>
<translation>CSV-Dateien (*.csv *.txt *.tsv)</translation>
</message>
<message>
<source>CSV files (*.csv)</source>
<translation>CSV-Dateien (*.csv)</translation>
</message>
<message>
<source>Calinski-Harabasz: best at {k}</source>
<translation>Calinski-Harabasz: am besten bei {k}</translation>
</message>
<message>
<source>Cancelled: nothing was written.</source>
<translation>Abgebrochen: Es wurde nichts geschrieben.</translation>
</message>
<message>
<source>Changes</source>
<translation>Veränderungen</translation>
</message>
<message>
<source>Choose the field of the reference that names the class (FIELD).</source>
<translation>Wählen Sie das Feld der Referenz, das die Klasse nennt (FIELD).</translation>
</message>
<message>
<source>Class</source>
<translation>Klasse</translation>
</message>
<message>
<source>Class {value}</source>
<translation>Klasse {value}</translation>
</message>
<message>
<source>Classes</source>
<translation>Klassen</translation>
</message>
<message>
<source>Classes of the first date</source>
<translation>Klassen des ersten Zeitpunkts</translation>
</message>
<message>
<source>Classes of the map</source>
<translation>Klassen der Karte</translation>
</message>
<message>
<source>Classes of the second date</source>
<translation>Klassen des zweiten Zeitpunkts</translation>
</message>
<message>
<source>Classes stand apart and come out again</source>
<translation>Klassen heben sich ab und werden wiedergefunden</translation>
</message>
<message>
<source>Classes that a scene classification leaves out</source>
<translation>Klassen, die eine Szenenklassifikation auslässt</translation>
</message>
<message>
<source>Classes without training data</source>
<translation>Klassen ohne Trainingsdaten</translation>
</message>
<message>
<source>Classified pixels</source>
<translation>Klassifizierte Pixel</translation>
</message>
<message>
<source>Classified: {n_pixels:,} pixels; without data: {n_nodata:,}</source>
<translation>Klassifiziert: {n_pixels:,} Pixel; ohne Daten: {n_nodata:,}</translation>
</message>
<message>
<source>Classify only this part, for instance the present view, for a quick try.</source>
<translation>Nur diesen Teil klassifizieren, zum Beispiel die aktuelle Ansicht, für einen schnellen Versuch.</translation>
</message>
<message>
<source>Classify several images alike</source>
<translation>Mehrere Bilder einheitlich klassifizieren</translation>
</message>
<message>
<source>Classify without Training Data…</source>
<translation>Ohne Trainingsdaten klassifizieren…</translation>
</message>
<message>
<source>Classify without training data</source>
<translation>Ohne Trainingsdaten klassifizieren</translation>
</message>
<message>
<source>Click a name to hide a class.</source>
<translation>Klicken Sie auf einen Namen, um eine Klasse auszublenden.</translation>
</message>
<message>
<source>Cloud shadow</source>
<translation>Wolkenschatten</translation>
</message>
<message>
<source>Cloud, high probability</source>
<translation>Wolke, hohe Wahrscheinlichkeit</translation>
</message>
<message>
<source>Cloud, medium probability</source>
<translation>Wolke, mittlere Wahrscheinlichkeit</translation>
</message>
<message>
<source>Colours</source>
<translation>Farben</translation>
</message>
<message>
<source>Colours of the image</source>
<translation>Farben des Bildes</translation>
</message>
<message>
<source>Colours of the image gives each class its mean colour as the layer shows it, so that the map can be read at once.</source>
<translation>„Farben des Bildes“ gibt jeder Klasse ihre mittlere Farbe, wie der Layer sie zeigt, sodass sich die Karte sofort lesen lässt.</translation>
</message>
<message>
<source>Compare two maps of classes</source>
<translation>Zwei Klassenkarten vergleichen</translation>
</message>
<message>
<source>Compares pixels by their first so many principal components instead of by the bands and indices: what makes them differ most, with less noise. The log tells how much of the variance they hold.</source>
<translation>Vergleicht Pixel nach so vielen ihrer ersten Hauptkomponenten statt nach den Kanälen und Indizes: nach dem, was sie am meisten unterscheidet, mit weniger Rauschen. Das Protokoll nennt, wie viel der Varianz sie enthalten.</translation>
</message>
<message>
<source>Computed from the bands while they are read: NDVI (vegetation), NDWI and MNDWI (water), NDBI (built-up), NDMI (moisture), BSI (bare soil). Each counts as much as a band does on the average. Their bands need not be among those compared.</source>
<translation>Werden aus den Kanälen berechnet, während diese gelesen werden: NDVI (Vegetation), NDWI und MNDWI (Wasser), NDBI (Bebauung), NDMI (Feuchte), BSI (offener Boden). Jeder zählt so viel wie ein Kanal im Durchschnitt. Ihre Kanäle müssen nicht zu den verglichenen gehören.</translation>
</message>
<message>
<source>Confidence</source>
<translation>Konfidenz</translation>
</message>
<message>
<source>Confusion matrix</source>
<translation>Konfusionsmatrix</translation>
</message>
<message>
<source>Contingency table</source>
<translation>Kontingenztabelle</translation>
</message>
<message>
<source>Dark area</source>
<translation>Dunkler Bereich</translation>
</message>
<message>
<source>Dark surface or shadow</source>
<translation>Dunkle Oberfläche oder Schatten</translation>
</message>
<message>
<source>Dask scheduler (empty: this machine)</source>
<translation>Dask-Scheduler (leer: dieser Rechner)</translation>
</message>
<message>
<source>Date of the acquisition</source>
<translation>Datum der Aufnahme</translation>
</message>
<message>
<source>Date: {value}</source>
<translation>Datum: {value}</translation>
</message>
<message>
<source>Davies-Bouldin: best at {k}</source>
<translation>Davies-Bouldin: am besten bei {k}</translation>
</message>
<message>
<source>Delivered</source>
<translation>Geliefert</translation>
</message>
<message>
<source>Dense vegetation</source>
<translation>Dichte Vegetation</translation>
</message>
<message>
<source>Distinct</source>
<translation>Deutlich verschieden</translation>
</message>
<message>
<source>Do all classes stand apart?</source>
<translation>Heben sich alle Klassen voneinander ab?</translation>
</message>
<message>
<source>Do they come out again?</source>
<translation>Werden sie wiedergefunden?</translation>
</message>
<message>
<source>Each class of one map is matched with at most one of the other, so that as many pixels as possible agree. Agreement is their part; kappa corrects it for chance: 1 is full agreement, 0 no more than chance.</source>
<translation>Jede Klasse einer Karte wird höchstens einer der anderen zugeordnet, sodass möglichst viele Pixel übereinstimmen. Die Übereinstimmung ist deren Anteil; Kappa zieht den Zufall ab: 1 ist volle Übereinstimmung, 0 nicht mehr als Zufall.</translation>
</message>
<message>
<source>Each class of the map is matched with the reference class that most of its pixels have. This makes purity the same as overall accuracy, and it flatters a map that has many classes for few reference pixels. Kappa takes off what chance alone would match. The adjusted Rand index needs no matching: 1 for the same partition, about 0 for an unrelated one.</source>
<translation>Jede Klasse der Karte wird der Referenzklasse zugeordnet, die die meisten ihrer Pixel haben. Dadurch ist die Reinheit dasselbe wie die Gesamtgenauigkeit, und es schmeichelt einer Karte, die viele Klassen bei wenigen Referenzpixeln hat. Kappa zieht ab, was allein der Zufall träfe. Der adjustierte Rand-Index braucht keine Zuordnung: 1 bei gleicher Einteilung, etwa 0 bei einer unabhängigen.</translation>
</message>
<message>
<source>Each map is called like its image, and ends in {ending}.</source>
<translation>Jede Karte heißt wie ihr Bild und endet auf {ending}.</translation>
</message>
<message>
<source>Edited classes</source>
<translation>Bearbeitete Klassen</translation>
</message>
<message>
<source>Edited model</source>
<translation>Bearbeitetes Modell</translation>
</message>
<message>
<source>Even {k}, the largest number tried, gives classes that all stand apart (the nearest two: {apart:.2f} of 2) and come out again on other pixels (stability {stable:.2f}): the image may hold more. Raise the largest number, or take as many as you can name.</source>
<translation>Selbst {k}, die größte versuchte Anzahl, ergibt Klassen, die sich alle voneinander abheben (die nächsten zwei: {apart:.2f} von 2) und wiedergefunden werden (Stabilität {stable:.2f}): Das Bild enthält vielleicht mehr. Erhöhen Sie die größte Anzahl, oder nehmen Sie so viele, wie Sie benennen können.</translation>
</message>
<message>
<source>Every class of {path} or of its model would become nodata: keep at least one.</source>
<translation>Jede Klasse von {path} oder seines Modells würde zum Leerwert: Behalten Sie mindestens eine.</translation>
</message>
<message>
<source>Extent (none: the whole raster)</source>
<translation>Ausdehnung (keine: das ganze Raster)</translation>
</message>
<message>
<source>Features without a shape or a class: {n}</source>
<translation>Objekte ohne Geometrie oder Klasse: {n}</translation>
</message>
<message>
<source>Field of the class</source>
<translation>Feld der Klasse</translation>
</message>
<message>
<source>Finds the classes of one date in the image of another, and what became what.</source>
<translation>Findet die Klassen eines Zeitpunkts im Bild eines anderen, und was zu was wurde.</translation>
</message>
<message>
<source>Finds the number of classes, classifies, removes small patches and reports.</source>
<translation>Findet die Anzahl der Klassen, klassifiziert, entfernt kleine Teilflächen und berichtet.</translation>
</message>
<message>
<source>First component ({share:.1%} of the variance)</source>
<translation>Erste Komponente ({share:.1%} der Varianz)</translation>
</message>
<message>
<source>First map</source>
<translation>Erste Karte</translation>
</message>
<message>
<source>First map of classes</source>
<translation>Erste Klassenkarte</translation>
</message>
<message>
<source>Fits on two halves of the pixels, compared: adjusted Rand index, 1 for the same classes, 0 for unrelated ones. From {limit} on they agree well.</source>
<translation>Anpassungen an zwei Hälften der Pixel im Vergleich: adjustierter Rand-Index, 1 bei gleichen Klassen, 0 bei unabhängigen. Ab {limit} stimmen sie gut überein.</translation>
</message>
<message>
<source>Folder of the maps</source>
<translation>Ordner der Karten</translation>
</message>
<message>
<source>For images in a Sentinel-2 product, or with the scene classification in their folder. An image without one is classified whole, and the log says so.</source>
<translation>Für Bilder in einem Sentinel-2-Produkt oder mit der Szenenklassifikation in ihrem Ordner. Ein Bild ohne sie wird ganz klassifiziert, und das Protokoll sagt es.</translation>
</message>
<message>
<source>For the indices, where no name tells which band it is. None: the one called {meaning}.</source>
<translation>Für die Indizes, wo kein Name sagt, welcher Kanal es ist. Keiner: der, der {meaning} heißt.</translation>
</message>
<message>
<source>From</source>
<translation>Von</translation>
</message>
<message>
<source>From 2 to 255. Suggest the number of classes helps to choose.</source>
<translation>Von 2 bis 255. „Anzahl der Klassen vorschlagen“ hilft bei der Wahl.</translation>
</message>
<message>
<source>From 2 to 255. Where the image has fewer different pixels, fewer classes are delivered, and the log says so.</source>
<translation>Von 2 bis 255. Hat das Bild weniger verschiedene Pixel, werden weniger Klassen geliefert, und das Protokoll sagt es.</translation>
</message>
<message>
<source>From a Sentinel-2 product to polygons</source>
<translation>Vom Sentinel-2-Produkt zu Polygonen</translation>
</message>
<message>
<source>From {n:,} pixels, drawn once from all over the image; the silhouette from {few:,} of them.</source>
<translation>Aus {n:,} Pixeln, einmal aus dem ganzen Bild gezogen; die Silhouette aus {few:,} von ihnen.</translation>
</message>
<message>
<source>Gaussian mixture</source>
<translation>Gaußsche Mischverteilung</translation>
</message>
<message>
<source>Give one reference: either points or polygons (REFERENCE), or a raster (REFERENCE_RASTER).</source>
<translation>Geben Sie eine Referenz an: entweder Punkte oder Polygone (REFERENCE) oder ein Raster (REFERENCE_RASTER).</translation>
</message>
<message>
<source>Give the images once: either as layers (INPUT), or by a PATTERN.</source>
<translation>Geben Sie die Bilder einmal an: entweder als Layer (INPUT) oder durch ein Muster (PATTERN).</translation>
</message>
<message>
<source>Green band for the indices</source>
<translation>Grüner Kanal für die Indizes</translation>
</message>
<message>
<source>Grid: {width:,} x {height:,} pixels</source>
<translation>Gitter: {width:,} x {height:,} Pixel</translation>
</message>
<message>
<source>HTML files (*.html)</source>
<translation>HTML-Dateien (*.html)</translation>
</message>
<message>
<source>Hectares</source>
<translation>Hektar</translation>
</message>
<message>
<source>Hectares and percent of each class in each image.</source>
<translation>Hektar und Prozent jeder Klasse in jedem Bild.</translation>
</message>
<message>
<source>Hectares need a raster whose coordinate system tells a unit.</source>
<translation>Für Hektar ist ein Raster nötig, dessen Koordinatensystem eine Einheit nennt.</translation>
</message>
<message>
<source>How far apart two classes are: Jeffries-Matusita distance, from 0, the same, to 2, no overlap. Below {merge:.2f} two classes are no farther apart than the halves of one evenly filled cloud of pixels; from {separate} on they are well separated.</source>
<translation>Wie weit zwei Klassen auseinanderliegen: Jeffries-Matusita-Distanz, von 0, gleich, bis 2, keine Überlappung. Unter {merge:.2f} liegen zwei Klassen nicht weiter auseinander als die Hälften einer gleichmäßig gefüllten Pixelwolke; ab {separate} sind sie gut getrennt.</translation>
</message>
<message>
<source>How many classes?</source>
<translation>Wie viele Klassen?</translation>
</message>
<message>
<source>How many pixels each class of the first map, a row, shares with each of the second, a column.</source>
<translation>Wie viele Pixel jede Klasse der ersten Karte, eine Zeile, mit jeder der zweiten, einer Spalte, gemeinsam hat.</translation>
</message>
<message>
<source>How many times the search starts anew; the best outcome is kept.</source>
<translation>Wie oft die Suche von vorn beginnt; das beste Ergebnis bleibt.</translation>
</message>
<message>
<source>How much nearer pixels are to their own class than to the next. High is good.</source>
<translation>Wie viel näher Pixel ihrer eigenen Klasse sind als der nächsten anderen. Hoch ist gut.</translation>
</message>
<message>
<source>How this comparison was made</source>
<translation>Wie dieser Vergleich entstand</translation>
</message>
<message>
<source>How this map was made</source>
<translation>Wie diese Karte entstand</translation>
</message>
<message>
<source>How this report was made</source>
<translation>Wie dieser Bericht entstand</translation>
</message>
<message>
<source>How this suggestion was made</source>
<translation>Wie dieser Vorschlag entstand</translation>
</message>
<message>
<source>How wide classes are for their distance. Low is good.</source>
<translation>Wie breit Klassen im Verhältnis zu ihrem Abstand sind. Niedrig ist gut.</translation>
</message>
<message>
<source>ISODATA</source>
<translation>ISODATA</translation>
</message>
<message>
<source>ISODATA began with {n_clusters} classes and came to {n_classes}.</source>
<translation>ISODATA begann mit {n_clusters} Klassen und kam auf {n_classes}.</translation>
</message>
<message>
<source>ISODATA: largest standard deviation in a class (0: automatic)</source>
<translation>ISODATA: größte Standardabweichung in einer Klasse (0: automatisch)</translation>
</message>
<message>
<source>ISODATA: least distance between classes (0: automatic)</source>
<translation>ISODATA: kleinster Abstand zwischen Klassen (0: automatisch)</translation>
</message>
<message>
<source>ISODATA: least size of a class (percent of the pixels)</source>
<translation>ISODATA: kleinste Größe einer Klasse (Prozent der Pixel)</translation>
</message>
<message>
<source>ISODATA: most pairs merged at a time</source>
<translation>ISODATA: größte Zahl auf einmal verschmolzener Paare</translation>
</message>
<message>
<source>Image</source>
<translation>Bild</translation>
</message>
<message>
<source>Image of the first date</source>
<translation>Bild des ersten Zeitpunkts</translation>
</message>
<message>
<source>Image of the second date</source>
<translation>Bild des zweiten Zeitpunkts</translation>
</message>
<message>
<source>In place of points or polygons: a raster of classes on the grid of the map.</source>
<translation>Anstelle von Punkten oder Polygonen: ein Raster von Klassen auf dem Gitter der Karte.</translation>
</message>
<message>
<source>In the colours of the map of changes.</source>
<translation>In den Farben der Veränderungskarte.</translation>
</message>
<message>
<source>In the order of the model. With none chosen, the bands are found by their names, or by their order where the raster has as many as the model.</source>
<translation>In der Reihenfolge des Modells. Ist nichts gewählt, werden die Kanäle an ihren Namen erkannt, oder an ihrer Reihenfolge, wenn das Raster so viele hat wie das Modell.</translation>
</message>
<message>
<source>Indices</source>
<translation>Indizes</translation>
</message>
<message>
<source>Indices compared as well</source>
<translation>Außerdem verglichene Indizes</translation>
</message>
<message>
<source>Indices: {names}</source>
<translation>Indizes: {names}</translation>
</message>
<message>
<source>Inertia</source>
<translation>Trägheit</translation>
</message>
<message>
<source>Inertia: look for a bend</source>
<translation>Trägheit: Achten Sie auf einen Knick</translation>
</message>
<message>
<source>Inertia: sum of squared distances to the class centres</source>
<translation>Trägheit: Summe der quadrierten Abstände zu den Klassenzentren</translation>
</message>
<message>
<source>Inertia: {inertia:.6g}</source>
<translation>Trägheit: {inertia:.6g}</translation>
</message>
<message>
<source>Instead of the table: a CSV file whose first line names the columns class (or from), to, name and color, in any order and among others, separated by comma, semicolon or tab. 0, nodata or drop in the column to makes the class nodata.</source>
<translation>Statt der Tabelle: eine CSV-Datei, deren erste Zeile die Spalten class (oder from), to, name und color nennt, in beliebiger Reihenfolge und zwischen anderen, getrennt durch Komma, Semikolon oder Tabulator. 0, nodata oder drop in der Spalte to macht die Klasse zum Leerwert.</translation>
</message>
<message>
<source>It has {rows} rows and {columns} columns, too many for a page: ask for the table.</source>
<translation>Sie hat {rows} Zeilen und {columns} Spalten, zu viele für eine Seite: Verlangen Sie die Tabelle.</translation>
</message>
<message>
<source>Its values are brought into the unit of the first, as both declare it.</source>
<translation>Seine Werte werden in die Einheit des ersten umgerechnet, wie beide sie angeben.</translation>
</message>
<message>
<source>JSON files (*.json)</source>
<translation>JSON-Dateien (*.json)</translation>
</message>
<message>
<source>Jeffries-Matusita distance of the nearest two classes, from 0, the same, to 2, no overlap. Below {limit:.2f} they may be the halves of one cloud of pixels.</source>
<translation>Jeffries-Matusita-Distanz der nächsten zwei Klassen, von 0, gleich, bis 2, keine Überlappung. Unter {limit:.2f} sind sie vielleicht die Hälften einer einzigen Pixelwolke.</translation>
</message>
<message>
<source>K-means</source>
<translation>K-Means</translation>
</message>
<message>
<source>K-means finds round classes; it is the fastest, and here its classes are tighter than those of mini-batch k-means. Bisecting k-means cuts the loosest class in two again and again. A Gaussian mixture finds classes that are wide in some directions and narrow in others, and need no scaling. ISODATA changes the number of classes on its way. Ward merges many small groups into classes of any shape.</source>
<translation>K-Means findet runde Klassen; es ist am schnellsten, und seine Klassen sind hier dichter als die von Mini-Batch-K-Means. Bisecting K-Means schneidet immer wieder die lockerste Klasse entzwei. Eine Gaußsche Mischverteilung findet Klassen, die in manchen Richtungen breit und in anderen schmal sind, und braucht keine Skalierung. ISODATA ändert unterwegs die Anzahl der Klassen. Ward verschmilzt viele kleine Gruppen zu Klassen beliebiger Form.</translation>
</message>
<message>
<source>Kappa</source>
<translation>Kappa</translation>
</message>
<message>
<source>Kappa after the best match of the classes</source>
<translation>Kappa nach der besten Zuordnung der Klassen</translation>
</message>
<message>
<source>Largest changes</source>
<translation>Größte Veränderungen</translation>
</message>
<message>
<source>Largest number of classes</source>
<translation>Größte Anzahl der Klassen</translation>
</message>
<message>
<source>Least number of classes</source>
<translation>Kleinste Anzahl der Klassen</translation>
</message>
<message>
<source>Leave out clouds by the scene classification of each image</source>
<translation>Wolken nach der Szenenklassifikation jedes Bildes auslassen</translation>
</message>
<message>
<source>Left out</source>
<translation>Ausgelassen</translation>
</message>
<message>
<source>Left out is every pixel that has this value in all chosen bands. Mostly 0 or 255. The log tells of a border that looks like one.</source>
<translation>Ausgelassen wird jedes Pixel, das in allen gewählten Kanälen diesen Wert hat. Meist 0 oder 255. Das Protokoll weist auf einen Rand hin, der danach aussieht.</translation>
</message>
<message>
<source>Left out, features without a shape or a class: {n:,}</source>
<translation>Ausgelassen, Objekte ohne Geometrie oder Klasse: {n:,}</translation>
</message>
<message>
<source>Left out, pixels of the reference without a class in the map: {n:,}</source>
<translation>Ausgelassen, Pixel der Referenz ohne Klasse in der Karte: {n:,}</translation>
</message>
<message>
<source>Left out, points and polygons beside the map: {n:,}</source>
<translation>Ausgelassen, Punkte und Polygone neben der Karte: {n:,}</translation>
</message>
<message>
<source>Left the classes of the first map, right those of the second. A flow is as wide as its pixels are many, and has the colour of the class they come from.</source>
<translation>Links die Klassen der ersten Karte, rechts die der zweiten. Ein Strom ist so breit, wie seine Pixel zahlreich sind, und hat die Farbe der Klasse, aus der sie kommen.</translation>
</message>
<message>
<source>Level of the product</source>
<translation>Stufe des Produkts</translation>
</message>
<message>
<source>Level: {value}</source>
<translation>Stufe: {value}</translation>
</message>
<message>
<source>Makes one raster of the bands of a Sentinel-2 product.</source>
<translation>Macht ein einziges Raster aus den Kanälen eines Sentinel-2-Produkts.</translation>
</message>
<message>
<source>Map of classes</source>
<translation>Klassenkarte</translation>
</message>
<message>
<source>Maps of classes</source>
<translation>Klassenkarten</translation>
</message>
<message>
<source>Mask</source>
<translation>Maske</translation>
</message>
<message>
<source>Matched: {before} of the first map, {after} of the second</source>
<translation>Zugeordnet: {before} der ersten Karte, {after} der zweiten</translation>
</message>
<message>
<source>Matching the classes of two maps needs scipy, which this Python lacks ({reason}). Install it (Debian and Ubuntu: apt install python3-scipy; Windows: in the OSGeo4W Shell, python -m pip install scipy) and restart QGIS.</source>
<translation>Um die Klassen zweier Karten einander zuzuordnen, ist scipy nötig, das diesem Python fehlt ({reason}). Installieren Sie es (Debian und Ubuntu: apt install python3-scipy; Windows: in der OSGeo4W-Shell, python -m pip install scipy) und starten Sie QGIS neu.</translation>
</message>
<message>
<source>Merge, rename and recolour classes</source>
<translation>Klassen zusammenfassen, umbenennen und umfärben</translation>
</message>
<message>
<source>Merges, renames, recolours and drops the classes of a map, and of its model.</source>
<translation>Fasst die Klassen einer Karte und ihres Modells zusammen, benennt sie um, färbt sie um und verwirft sie.</translation>
</message>
<message>
<source>Mini-batch K-means (needs scikit-learn)</source>
<translation>Mini-Batch-K-Means (braucht scikit-learn)</translation>
</message>
<message>
<source>Mini-batch K-means needs scikit-learn, which this Python lacks ({reason}). Install it (Debian and Ubuntu: apt install python3-sklearn; Windows: in the OSGeo4W Shell, python -m pip install scikit-learn) and restart QGIS, or choose K-means, which needs nothing more.</source>
<translation>Mini-Batch-K-Means braucht scikit-learn, das diesem Python fehlt ({reason}). Installieren Sie es (Debian und Ubuntu: apt install python3-sklearn; Windows: in der OSGeo4W-Shell, python -m pip install scikit-learn) und starten Sie QGIS neu, oder wählen Sie K-Means, das nichts weiter braucht.</translation>
</message>
<message>
<source>Model</source>
<translation>Modell</translation>
</message>
<message>
<source>Model that the map comes from</source>
<translation>Modell, aus dem die Karte stammt</translation>
</message>
<message>
<source>More than {last} was not tried: there are no more different pixels.</source>
<translation>Mehr als {last} wurde nicht versucht: Es gibt nicht mehr verschiedene Pixel.</translation>
</message>
<message>
<source>Most iterations</source>
<translation>Höchstzahl der Iterationen</translation>
</message>
<message>
<source>Mutual information</source>
<translation>Transinformation</translation>
</message>
<message>
<source>Names of the classes</source>
<translation>Namen der Klassen</translation>
</message>
<message>
<source>Names with (?) are suggestions by the spectra of the classes: look at the map before you keep one.</source>
<translation>Namen mit (?) sind Vorschläge nach den Spektren der Klassen: Sehen Sie sich die Karte an, bevor Sie einen behalten.</translation>
</message>
<message>
<source>Near infrared band for the indices</source>
<translation>Nahinfraroter Kanal für die Indizes</translation>
</message>
<message>
<source>Nearest two</source>
<translation>Nächste zwei</translation>
</message>
<message>
<source>Needs: about {memory:,.0f} MB of memory beside QGIS, at most {disk:,.0f} MB of disk</source>
<translation>Bedarf: etwa {memory:,.0f} MB Arbeitsspeicher neben QGIS, höchstens {disk:,.0f} MB Speicherplatz</translation>
</message>
<message>
<source>Neither</source>
<translation>Keins von beiden</translation>
</message>
<message>
<source>No Dask scheduler answers at {address} ({reason}). Check the address and that the scheduler runs, or leave it empty to work on this machine.</source>
<translation>Unter {address} antwortet kein Dask-Scheduler ({reason}). Prüfen Sie die Adresse und ob der Scheduler läuft, oder lassen Sie sie leer, um auf diesem Rechner zu arbeiten.</translation>
</message>
<message>
<source>No band is chosen: choose at least one.</source>
<translation>Kein Kanal ist gewählt: Wählen Sie mindestens einen.</translation>
</message>
<message>
<source>No data</source>
<translation>Leerwert</translation>
</message>
<message>
<source>No feature of the reference has both a shape and a class: choose another layer or another field.</source>
<translation>Kein Objekt der Referenz hat sowohl eine Geometrie als auch eine Klasse: Wählen Sie einen anderen Layer oder ein anderes Feld.</translation>
</message>
<message>
<source>No file is called like {pattern}: give a pattern such as scenes/*.tif.</source>
<translation>Keine Datei heißt wie {pattern}: Geben Sie ein Muster wie szenen/*.tif an.</translation>
</message>
<message>
<source>No number stands out: at none do all classes both stand apart and come out again on other pixels. The pixels are a continuum, which every number cuts in another way, so choose the number by what the map is for.</source>
<translation>Keine Anzahl hebt sich ab: Bei keiner liegen alle Klassen auseinander und werden zugleich mit anderen Pixeln wiedergefunden. Die Pixel sind ein Kontinuum, das jede Anzahl anders zerschneidet; wählen Sie die Anzahl also danach, wozu die Karte dient.</translation>
</message>
<message>
<source>No pixel has a class in both maps.</source>
<translation>Kein Pixel hat in beiden Karten eine Klasse.</translation>
</message>
<message>
<source>No pixel has a class in {classes} and a value in the chosen bands of {path}: choose another map or other bands.</source>
<translation>Kein Pixel hat eine Klasse in {classes} und einen Wert in den gewählten Kanälen von {path}: Wählen Sie eine andere Karte oder andere Kanäle.</translation>
</message>
<message>
<source>No pixel of the reference has a class in {path}: choose a map and a reference of the same place, and check their coordinate systems.</source>
<translation>Kein Pixel der Referenz hat eine Klasse in {path}: Wählen Sie eine Karte und eine Referenz desselben Ortes, und prüfen Sie deren Koordinatensysteme.</translation>
</message>
<message>
<source>None</source>
<translation>Keine</translation>
</message>
<message>
<source>None: all pixels are unchanged.</source>
<translation>Keine: Alle Pixel sind unverändert.</translation>
</message>
<message>
<source>None: no two classes are nearer than {merge:.2f}.</source>
<translation>Keine: Keine zwei Klassen sind einander näher als {merge:.2f}.</translation>
</message>
<message>
<source>Normalised mutual information</source>
<translation>Normierte Transinformation</translation>
</message>
<message>
<source>Normalised mutual information: {value:.4f}</source>
<translation>Normierte Transinformation: {value:.4f}</translation>
</message>
<message>
<source>Not vegetated</source>
<translation>Ohne Vegetation</translation>
</message>
<message>
<source>Nothing is to be changed: fill in TABLE, or choose a TABLE_FILE.</source>
<translation>Nichts ist zu ändern: Füllen Sie TABLE aus, oder wählen Sie eine TABLE_FILE.</translation>
</message>
<message>
<source>Nothing says which values of the mask {mask} are to be left out: list them in MASK_VALUES, such as 0, or 3, 8-10.</source>
<translation>Nichts sagt, welche Werte der Maske {mask} auszulassen sind: Nennen Sie sie in MASK_VALUES, etwa 0 oder 3, 8-10.</translation>
</message>
<message>
<source>Number of classes</source>
<translation>Anzahl der Klassen</translation>
</message>
<message>
<source>Number of classes delivered</source>
<translation>Anzahl der gelieferten Klassen</translation>
</message>
<message>
<source>Number of classes of the map</source>
<translation>Anzahl der Klassen der Karte</translation>
</message>
<message>
<source>Number of classes of the model</source>
<translation>Anzahl der Klassen des Modells</translation>
</message>
<message>
<source>Number of classes that occur</source>
<translation>Anzahl der Klassen, die vorkommen</translation>
</message>
<message>
<source>Number of images</source>
<translation>Anzahl der Bilder</translation>
</message>
<message>
<source>Number of polygons</source>
<translation>Anzahl der Polygone</translation>
</message>
<message>
<source>Numbers</source>
<translation>Nummern</translation>
</message>
<message>
<source>Numbers are the values of the classes.</source>
<translation>Die Zahlen sind die Werte der Klassen.</translation>
</message>
<message>
<source>Numbers of the bands (none: all)</source>
<translation>Nummern der Kanäle (nichts: alle)</translation>
</message>
<message>
<source>OUTPUT_MODEL is the edited MODEL: give the model that the map comes from.</source>
<translation>OUTPUT_MODEL ist das bearbeitete MODEL: Geben Sie das Modell an, aus dem die Karte stammt.</translation>
</message>
<message>
<source>Of a map with many classes only the {n} largest stand alone; the others are joined.</source>
<translation>Von einer Karte mit vielen Klassen stehen nur die {n} größten allein; die anderen sind zusammengefasst.</translation>
</message>
<message>
<source>Of the first image, such as 2, 3, 4, 8. In the others bands are found by their names or, where these tell nothing, by their numbers.</source>
<translation>Des ersten Bildes, etwa 2, 3, 4, 8. In den anderen werden die Kanäle an ihren Namen erkannt oder, wo diese nichts sagen, an ihren Nummern.</translation>
</message>
<message>
<source>Of the pixels of a class of the first map, a row, the percent that have each class of the second, a column. A frame marks what counts as unchanged.</source>
<translation>Wie viel Prozent der Pixel einer Klasse der ersten Karte, einer Zeile, jede Klasse der zweiten, eine Spalte, haben. Ein Rahmen kennzeichnet, was als unverändert zählt.</translation>
</message>
<message>
<source>One for each class</source>
<translation>Eines je Klasse</translation>
</message>
<message>
<source>One for each class has the patches of a class as parts of one polygon. One for each patch tells the area of every patch.</source>
<translation>„Eines je Klasse“ hat die Teilflächen einer Klasse als Teile eines einzigen Polygons. „Eines je Teilfläche“ nennt die Größe jeder Teilfläche.</translation>
</message>
<message>
<source>One for each patch</source>
<translation>Eines je Teilfläche</translation>
</message>
<message>
<source>One more, on the grid of the first and with the same bands.</source>
<translation>Noch eines, auf dem Gitter des ersten und mit denselben Kanälen.</translation>
</message>
<message>
<source>One more, on the grid of the first.</source>
<translation>Noch eine, auf dem Gitter der ersten.</translation>
</message>
<message>
<source>One page that tells why this number of classes, with the figures of each number.</source>
<translation>Eine Seite, die sagt, warum gerade diese Anzahl der Klassen, mit den Kennzahlen zu jeder Anzahl.</translation>
</message>
<message>
<source>One page with the image and the map, areas, spectra and separability of the classes, and the line that repeats the run.</source>
<translation>Eine Seite mit dem Bild und der Karte, Flächen, Spektren und Trennbarkeit der Klassen und der Befehlszeile, die den Lauf wiederholt.</translation>
</message>
<message>
<source>One page with the image and the map, areas, spectra and separability of the classes.</source>
<translation>Eine Seite mit dem Bild und der Karte, Flächen, Spektren und Trennbarkeit der Klassen.</translation>
</message>
<message>
<source>One page with the key numbers and the confusion matrix.</source>
<translation>Eine Seite mit den Kennzahlen und der Konfusionsmatrix.</translation>
</message>
<message>
<source>One page with the maps and their changes, a Sankey picture of what became what, the contingency table, the largest changes, and the line that repeats the run.</source>
<translation>Eine Seite mit den Karten und ihren Veränderungen, einem Sankey-Diagramm, was zu was wurde, der Kontingenztabelle, den größten Veränderungen und der Befehlszeile, die den Lauf wiederholt.</translation>
</message>
<message>
<source>One page with the maps and their changes, and what became what.</source>
<translation>Eine Seite mit den Karten und ihren Veränderungen, und was zu was wurde.</translation>
</message>
<message>
<source>One page with the suggestion, the figures of each number as charts, and a table.</source>
<translation>Eine Seite mit dem Vorschlag, den Kennzahlen zu jeder Anzahl als Diagramme und einer Tabelle.</translation>
</message>
<message>
<source>One row for each number of classes, with all its figures.</source>
<translation>Eine Zeile für jede Anzahl der Klassen, mit allen ihren Kennzahlen.</translation>
</message>
<message>
<source>Only one of the two</source>
<translation>Nur eins von beiden</translation>
</message>
<message>
<source>Only the {n} classes with most pixels are drawn.</source>
<translation>Nur die {n} Klassen mit den meisten Pixeln sind gezeichnet.</translation>
</message>
<message>
<source>Open a Sentinel-2 product</source>
<translation>Sentinel-2-Produkt öffnen</translation>
</message>
<message>
<source>Open the maps after running</source>
<translation>Karten nach dem Lauf öffnen</translation>
</message>
<message>
<source>Opens a product, leaves out clouds, classifies, and draws clean polygons.</source>
<translation>Öffnet ein Produkt, lässt Wolken aus, klassifiziert und zeichnet bereinigte Polygone.</translation>
</message>
<message>
<source>Or files, by a pattern</source>
<translation>Oder Dateien, nach einem Muster</translation>
</message>
<message>
<source>Other changes</source>
<translation>Andere Veränderungen</translation>
</message>
<message>
<source>Overall accuracy</source>
<translation>Gesamtgenauigkeit</translation>
</message>
<message>
<source>Overall accuracy in percent</source>
<translation>Gesamtgenauigkeit in Prozent</translation>
</message>
<message>
<source>Overall accuracy: {percent:.2f} %, kappa {kappa:.4f}</source>
<translation>Gesamtgenauigkeit: {percent:.2f} %, Kappa {kappa:.4f}</translation>
</message>
<message>
<source>Pairs worth merging</source>
<translation>Paare, die sich zusammenzufassen lohnen</translation>
</message>
<message>
<source>Patches of fewer pixels become part of the largest patch beside them. 1 leaves the map as it is.</source>
<translation>Teilflächen mit weniger Pixeln gehen in der größten angrenzenden Teilfläche auf. 1 lässt die Karte, wie sie ist.</translation>
</message>
<message>
<source>Patches of fewer than {n_pixels:,} pixels become part of their neighbours</source>
<translation>Teilflächen von weniger als {n_pixels:,} Pixeln gehen in ihren Nachbarn auf</translation>
</message>
<message>
<source>Patches of one class that are smaller become part of their largest neighbour, the smallest first. Nodata stays as it is.</source>
<translation>Kleinere zusammenhängende Teilflächen einer Klasse gehen in ihrem größten Nachbarn auf, die kleinsten zuerst. Leerwert bleibt, wie er ist.</translation>
</message>
<message>
<source>Patches of one class that are smaller become part of their largest neighbour.</source>
<translation>Kleinere zusammenhängende Teilflächen einer Klasse gehen in ihrem größten Nachbarn auf.</translation>
</message>
<message>
<source>Percent of agreement after the best match of the classes</source>
<translation>Prozent Übereinstimmung nach der besten Zuordnung der Klassen</translation>
</message>
<message>
<source>Percent of the pixels beyond what the model knows</source>
<translation>Prozent der Pixel jenseits dessen, was das Modell kennt</translation>
</message>
<message>
<source>Pixels</source>
<translation>Pixel</translation>
</message>
<message>
<source>Pixels classified</source>
<translation>Klassifizierte Pixel</translation>
</message>
<message>
<source>Pixels compared</source>
<translation>Verglichene Pixel</translation>
</message>
<message>
<source>Pixels in two principal components</source>
<translation>Pixel in zwei Hauptkomponenten</translation>
</message>
<message>
<source>Pixels in {k} classes</source>
<translation>Pixel in {k} Klassen</translation>
</message>
<message>
<source>Pixels of each reference class in each class of the map, and its accuracies.</source>
<translation>Pixel jeder Referenzklasse in jeder Klasse der Karte, und die Genauigkeiten.</translation>
</message>
<message>
<source>Pixels of the reference without a class in the map: {n}</source>
<translation>Pixel der Referenz ohne Klasse in der Karte: {n}</translation>
</message>
<message>
<source>Pixels that have a class and a value</source>
<translation>Pixel mit Klasse und Wert</translation>
</message>
<message>
<source>Pixels that lack a class or a value</source>
<translation>Pixel, denen Klasse oder Wert fehlt</translation>
</message>
<message>
<source>Pixels that the fit sees</source>
<translation>Pixel der Stichprobe</translation>
</message>
<message>
<source>Pixels that the fit sees (0: all)</source>
<translation>Pixel der Stichprobe (0: alle)</translation>
</message>
<message>
<source>Pixels to leave out: a raster, such as a scene classification, or polygons. In any coordinate system, with pixels of any size.</source>
<translation>Auszulassende Pixel: ein Raster, etwa eine Szenenklassifikation, oder Polygone. In jedem Koordinatensystem, mit Pixeln jeder Größe.</translation>
</message>
<message>
<source>Pixels with a class and a value: {n_pixels:,}; with a class, but without a value in the raster: {n_without:,}</source>
<translation>Pixel mit Klasse und Wert: {n_pixels:,}; mit Klasse, aber ohne Wert im Raster: {n_without:,}</translation>
</message>
<message>
<source>Pixels with a class in both maps: {n_pixels:,}</source>
<translation>Pixel mit einer Klasse in beiden Karten: {n_pixels:,}</translation>
</message>
<message>
<source>Pixels without a class</source>
<translation>Pixel ohne Klasse</translation>
</message>
<message>
<source>Pixels without data</source>
<translation>Pixel ohne Daten</translation>
</message>
<message>
<source>Pixels, percent and hectares of each class, and mean and standard deviation of its bands.</source>
<translation>Pixel, Prozent und Hektar jeder Klasse, und Mittelwert und Standardabweichung ihrer Kanäle.</translation>
</message>
<message>
<source>Pixels, percent and hectares of each transition.</source>
<translation>Pixel, Prozent und Hektar jedes Übergangs.</translation>
</message>
<message>
<source>Point at a flow to read it.</source>
<translation>Zeigen Sie auf einen Strom, um ihn zu lesen.</translation>
</message>
<message>
<source>Point at a mark to read it.</source>
<translation>Zeigen Sie auf eine Markierung, um sie zu lesen.</translation>
</message>
<message>
<source>Points and polygons beside the map: {n}</source>
<translation>Punkte und Polygone neben der Karte: {n}</translation>
</message>
<message>
<source>Polygon {id} of the mask {mask} cannot be brought into the coordinate system of the raster, {crs}: leave it out, or reproject the layer first.</source>
<translation>Polygon {id} der Maske {mask} lässt sich nicht ins Koordinatensystem des Rasters, {crs}, bringen: Lassen Sie es weg, oder reprojizieren Sie zuerst den Layer.</translation>
</message>
<message>
<source>Polygons</source>
<translation>Polygone</translation>
</message>
<message>
<source>Polygons of a mask leave out</source>
<translation>Polygone einer Maske lassen aus</translation>
</message>
<message>
<source>Polygons of the classes</source>
<translation>Polygone der Klassen</translation>
</message>
<message>
<source>Principal components compared (0: the bands themselves)</source>
<translation>Verglichene Hauptkomponenten (0: die Kanäle selbst)</translation>
</message>
<message>
<source>Principal components: {n}, with {percent:.2f} % of the variance</source>
<translation>Hauptkomponenten: {n}, mit {percent:.2f} % der Varianz</translation>
</message>
<message>
<source>Processing baseline</source>
<translation>Verarbeitungsstand (Processing Baseline)</translation>
</message>
<message>
<source>Processing baseline: {value}</source>
<translation>Verarbeitungsstand (Processing Baseline): {value}</translation>
</message>
<message>
<source>Producer's accuracy</source>
<translation>Produzentengenauigkeit</translation>
</message>
<message>
<source>Producer's accuracy: of the pixels of a reference class, the part that the map shows as that class. User's accuracy: of the pixels that the map shows as a class, the part that is of it in the reference.</source>
<translation>Produzentengenauigkeit: von den Pixeln einer Referenzklasse der Teil, den die Karte als diese Klasse zeigt. Nutzergenauigkeit: von den Pixeln, die die Karte als eine Klasse zeigt, der Teil, der es in der Referenz ist.</translation>
</message>
<message>
<source>Product</source>
<translation>Produkt</translation>
</message>
<message>
<source>Product: {path}</source>
<translation>Produkt: {path}</translation>
</message>
<message>
<source>Purity</source>
<translation>Reinheit</translation>
</message>
<message>
<source>Purity in percent</source>
<translation>Reinheit in Prozent</translation>
</message>
<message>
<source>Random seed</source>
<translation>Zufallssaat</translation>
</message>
<message>
<source>Raster layer</source>
<translation>Rasterlayer</translation>
</message>
<message>
<source>Raster layers</source>
<translation>Rasterlayer</translation>
</message>
<message>
<source>Raster: {path}</source>
<translation>Raster: {path}</translation>
</message>
<message>
<source>Raster: {path}, {width:,} x {height:,} pixels, bands {bands}</source>
<translation>Raster: {path}, {width:,} x {height:,} Pixel, Kanäle {bands}</translation>
</message>
<message>
<source>Ready-made models</source>
<translation>Fertige Modelle</translation>
</message>
<message>
<source>Red band for the indices</source>
<translation>Roter Kanal für die Indizes</translation>
</message>
<message>
<source>Reference</source>
<translation>Referenz</translation>
</message>
<message>
<source>Reference pixels</source>
<translation>Referenzpixel</translation>
</message>
<message>
<source>Reference pixels that have a class in the map</source>
<translation>Referenzpixel, die in der Karte eine Klasse haben</translation>
</message>
<message>
<source>Reference pixels with a class in the map: {n_pixels:,}</source>
<translation>Referenzpixel mit einer Klasse in der Karte: {n_pixels:,}</translation>
</message>
<message>
<source>Reference points or polygons</source>
<translation>Referenzpunkte oder -polygone</translation>
</message>
<message>
<source>Reference raster</source>
<translation>Referenzraster</translation>
</message>
<message>
<source>Report</source>
<translation>Bericht</translation>
</message>
<message>
<source>Report of the changes</source>
<translation>Bericht über die Veränderungen</translation>
</message>
<message>
<source>Report of the classes</source>
<translation>Bericht über die Klassen</translation>
</message>
<message>
<source>Report of the suggestion</source>
<translation>Bericht über den Vorschlag</translation>
</message>
<message>
<source>Rows are the reference, columns the map, whose classes are merged into those that they are matched with. Blue agrees, orange does not; the stronger, the larger the part of the row.</source>
<translation>Zeilen sind die Referenz, Spalten die Karte, deren Klassen zu denen zusammengefasst sind, denen sie zugeordnet wurden. Blau stimmt überein, Orange nicht; je kräftiger, desto größer der Teil der Zeile.</translation>
</message>
<message>
<source>S2 K-means</source>
<translation>S2 K-means</translation>
</message>
<message>
<source>S2 K-means: classes without training data</source>
<translation>S2 K-means: Klassen ohne Trainingsdaten</translation>
</message>
<message>
<source>Sample: {n_sampled:,} pixels; {n_iter} iterations</source>
<translation>Stichprobe: {n_sampled:,} Pixel; {n_iter} Iterationen</translation>
</message>
<message>
<source>Sand or bright surface</source>
<translation>Sand oder helle Oberfläche</translation>
</message>
<message>
<source>Saturated or defective</source>
<translation>Gesättigt oder fehlerhaft</translation>
</message>
<message>
<source>Scaling of the bands</source>
<translation>Skalierung der Kanäle</translation>
</message>
<message>
<source>Scene classification</source>
<translation>Szenenklassifikation</translation>
</message>
<message>
<source>Second component ({share:.1%} of the variance)</source>
<translation>Zweite Komponente ({share:.1%} der Varianz)</translation>
</message>
<message>
<source>Second map</source>
<translation>Zweite Karte</translation>
</message>
<message>
<source>Second map of classes</source>
<translation>Zweite Klassenkarte</translation>
</message>
<message>
<source>Seconds: {sample:.2f} sample, {fit:.2f} fit, {classify:.2f} classify</source>
<translation>Sekunden: {sample:.2f} Stichprobe, {fit:.2f} Anpassung, {classify:.2f} Klassifikation</translation>
</message>
<message>
<source>Sentinel-2 products (*.zip *.xml *.jp2 *.tif *.tiff)</source>
<translation>Sentinel-2-Produkte (*.zip *.xml *.jp2 *.tif *.tiff)</translation>
</message>
<message>
<source>Separability</source>
<translation>Trennbarkeit</translation>
</message>
<message>
<source>Share</source>
<translation>Anteil</translation>
</message>
<message>
<source>Short-wave infrared band for the indices</source>
<translation>Kurzwellig-infraroter Kanal für die Indizes</translation>
</message>
<message>
<source>Silhouette</source>
<translation>Silhouette</translation>
</message>
<message>
<source>Silhouette: best at {k}</source>
<translation>Silhouette: am besten bei {k}</translation>
</message>
<message>
<source>Size of the pixels</source>
<translation>Größe der Pixel</translation>
</message>
<message>
<source>Smallest patch that stays (0: all stay)</source>
<translation>Kleinste Teilfläche, die bleibt (0: alle bleiben)</translation>
</message>
<message>
<source>Smallest patch that stays (hectares)</source>
<translation>Kleinste Teilfläche, die bleibt (Hektar)</translation>
</message>
<message>
<source>Smallest patch that stays (pixels)</source>
<translation>Kleinste Teilfläche, die bleibt (Pixel)</translation>
</message>
<message>
<source>Snow or cloud</source>
<translation>Schnee oder Wolke</translation>
</message>
<message>
<source>Snow or ice</source>
<translation>Schnee oder Eis</translation>
</message>
<message>
<source>Sorts the pixels of a raster into classes of similar values.</source>
<translation>Sortiert die Pixel eines Rasters in Klassen ähnlicher Werte.</translation>
</message>
<message>
<source>Sorts the pixels of a raster into the classes of a saved model.</source>
<translation>Sortiert die Pixel eines Rasters in die Klassen eines gespeicherten Modells.</translation>
</message>
<message>
<source>Sorts the pixels of several rasters into the same classes.</source>
<translation>Sortiert die Pixel mehrerer Raster in dieselben Klassen.</translation>
</message>
<message>
<source>Sources: Tibshirani and Walther 2005 (the largest number that can be found again), Lange et al. 2004 and Steinley 2004 (stability), Richards, Remote Sensing Digital Image Analysis (Jeffries-Matusita distance), Rousseeuw 1987 (silhouette), Calinski and Harabasz 1974, Davies and Bouldin 1979.</source>
<translation>Quellen: Tibshirani und Walther 2005 (die größte Anzahl, die sich wiederfinden lässt), Lange et al. 2004 und Steinley 2004 (Stabilität), Richards, Remote Sensing Digital Image Analysis (Jeffries-Matusita-Distanz), Rousseeuw 1987 (Silhouette), Calinski und Harabasz 1974, Davies und Bouldin 1979.</translation>
</message>
<message>
<source>Sparse vegetation</source>
<translation>Spärliche Vegetation</translation>
</message>
<message>
<source>Spectra</source>
<translation>Spektren</translation>
</message>
<message>
<source>Spectrum</source>
<translation>Spektrum</translation>
</message>
<message>
<source>Stability</source>
<translation>Stabilität</translation>
</message>
<message>
<source>Standardise each band</source>
<translation>Jeden Kanal standardisieren</translation>
</message>
<message>
<source>Standardise when the bands have different units or ranges, so that each counts the same; leave it when all are reflectances.</source>
<translation>Standardisieren Sie, wenn die Kanäle verschiedene Einheiten oder Wertebereiche haben, damit jeder gleich viel zählt; lassen Sie es, wenn alle Reflexionsgrade sind.</translation>
</message>
<message>
<source>Starts</source>
<translation>Anzahl der Starts</translation>
</message>
<message>
<source>Statistics of classes</source>
<translation>Klassenstatistik</translation>
</message>
<message>
<source>Such as scenes/*.tif, in the order of their names. ** stands for folders within folders. Maps that this algorithm wrote are passed over.</source>
<translation>Etwa szenen/*.tif, in der Reihenfolge ihrer Namen. ** steht für Ordner in Ordnern. Karten, die dieser Algorithmus geschrieben hat, werden übergangen.</translation>
</message>
<message>
<source>Suggest k, classify, clean, report</source>
<translation>k vorschlagen, klassifizieren, bereinigen, berichten</translation>
</message>
<message>
<source>Suggest the number of classes</source>
<translation>Anzahl der Klassen vorschlagen</translation>
</message>
<message>
<source>Suggested</source>
<translation>Vorgeschlagen</translation>
</message>
<message>
<source>Suggested by their spectra</source>
<translation>Nach ihren Spektren vorgeschlagen</translation>
</message>
<message>
<source>Suggested number of classes</source>
<translation>Vorgeschlagene Anzahl der Klassen</translation>
</message>
<message>
<source>Suggested number of classes: {k}</source>
<translation>Vorgeschlagene Anzahl der Klassen: {k}</translation>
</message>
<message>
<source>Sum of the squared distances to the class centres. It always falls; after a bend, more classes bring little.</source>
<translation>Summe der quadrierten Abstände zu den Klassenzentren. Sie sinkt immer; nach einem Knick bringen mehr Klassen wenig.</translation>
</message>
<message>
<source>TABLE and TABLE_FILE are both given: choose one of them.</source>
<translation>TABLE und TABLE_FILE sind beide angegeben: Wählen Sie eines davon.</translation>
</message>
<message>
<source>Table of areas</source>
<translation>Flächentabelle</translation>
</message>
<message>
<source>Table of changes</source>
<translation>Änderungstabelle</translation>
</message>
<message>
<source>Table of changes as a file</source>
<translation>Änderungstabelle als Datei</translation>
</message>
<message>
<source>Table of classes</source>
<translation>Klassentabelle</translation>
</message>
<message>
<source>Table of figures</source>
<translation>Tabelle der Kennzahlen</translation>
</message>
<message>
<source>Table of transitions</source>
<translation>Übergangstabelle</translation>
</message>
<message>
<source>Tells areas, spectra and separability of the classes of any map.</source>
<translation>Nennt Flächen, Spektren und Trennbarkeit der Klassen jeder beliebigen Karte.</translation>
</message>
<message>
<source>Tells how alike two maps of classes are, and which class became which.</source>
<translation>Sagt, wie ähnlich zwei Klassenkarten sind, und welche Klasse zu welcher wurde.</translation>
</message>
<message>
<source>Tells how well a map of classes agrees with what is known of the ground.</source>
<translation>Sagt, wie gut eine Klassenkarte zu dem passt, was vor Ort bekannt ist.</translation>
</message>
<message>
<source>The Dask scheduler at {address} has no workers: start some (dask worker {address}).</source>
<translation>Der Dask-Scheduler unter {address} hat keine Worker: Starten Sie welche (dask worker {address}).</translation>
</message>
<message>
<source>The GeoTIFF of scene classes to write; only for products of Level-2A.</source>
<translation>Das GeoTIFF der Szenenklassen, das geschrieben wird; nur bei Produkten der Stufe Level-2A.</translation>
</message>
<message>
<source>The GeoTIFF to write.</source>
<translation>Das GeoTIFF, das geschrieben wird.</translation>
</message>
<message>
<source>The attribute of the points or polygons that names their class: text or number.</source>
<translation>Das Attribut der Punkte oder Polygone, das ihre Klasse nennt: Text oder Zahl.</translation>
</message>
<message>
<source>The bands to tell of. With none chosen, all but an alpha band.</source>
<translation>Die Kanäle, über die berichtet wird. Ist nichts gewählt, alle außer einem Alphakanal.</translation>
</message>
<message>
<source>The bands whose values are compared. With none chosen, all but an alpha band.</source>
<translation>Die Kanäle, deren Werte verglichen werden. Ist nichts gewählt, alle außer einem Alphakanal.</translation>
</message>
<message>
<source>The bands whose values are compared. With none chosen, all but an alpha band. The second image needs bands of the same names or, without names, just as many.</source>
<translation>Die Kanäle, deren Werte verglichen werden. Ist nichts gewählt, alle außer einem Alphakanal. Das zweite Bild braucht Kanäle mit denselben Namen oder, ohne Namen, genauso viele.</translation>
</message>
<message>
<source>The charts need JavaScript.</source>
<translation>Die Diagramme brauchen JavaScript.</translation>
</message>
<message>
<source>The chosen bands have only {k} different pixels: each is a class.</source>
<translation>Die gewählten Kanäle haben nur {k} verschiedene Pixel: Jedes ist eine Klasse.</translation>
</message>
<message>
<source>The classes as numbers, with which Apply classes sorts another image.</source>
<translation>Die Klassen als Zahlen, mit denen „Klassen auf ein anderes Bild anwenden“ ein anderes Bild sortiert.</translation>
</message>
<message>
<source>The extent {xmin:.10g}, {ymin:.10g} to {xmax:.10g}, {ymax:.10g} lies outside the raster: choose one that overlaps it.</source>
<translation>Die Ausdehnung {xmin:.10g}, {ymin:.10g} bis {xmax:.10g}, {ymax:.10g} liegt außerhalb des Rasters: Wählen Sie eine, die es überlappt.</translation>
</message>
<message>
<source>The first number to try.</source>
<translation>Die erste Anzahl, die versucht wird.</translation>
</message>
<message>
<source>The folder {folder} cannot be made: {reason}. Choose another place.</source>
<translation>Der Ordner {folder} lässt sich nicht anlegen: {reason}. Wählen Sie einen anderen Ort.</translation>
</message>
<message>
<source>The image in which the classes are found: any raster that GDAL can read.</source>
<translation>Das Bild, in dem die Klassen gefunden werden: jedes Raster, das GDAL lesen kann.</translation>
</message>
<message>
<source>The image to classify: any raster that GDAL can read.</source>
<translation>Das Bild, das klassifiziert wird: jedes Raster, das GDAL lesen kann.</translation>
</message>
<message>
<source>The image whose bands are looked at.</source>
<translation>Das Bild, dessen Kanäle betrachtet werden.</translation>
</message>
<message>
<source>The image, small</source>
<translation>Das Bild in klein</translation>
</message>
<message>
<source>The images. The first gives the bands, and its style the colours.</source>
<translation>Die Bilder. Das erste gibt die Kanäle vor, und sein Stil die Farben.</translation>
</message>
<message>
<source>The largest number that may be suggested, up to 50.</source>
<translation>Die größte Anzahl, die vorgeschlagen werden darf, bis 50.</translation>
</message>
<message>
<source>The last number to try, up to 50. It is not reached where the image has fewer different pixels. Each number takes seven fits, the larger ones longer.</source>
<translation>Die letzte Anzahl, die versucht wird, bis 50. Sie wird nicht erreicht, wenn das Bild weniger verschiedene Pixel hat. Jede Anzahl braucht sieben Anpassungen, die größeren dauern länger.</translation>
</message>
<message>
<source>The layer has other shapes than points and polygons: choose a layer of these.</source>
<translation>Der Layer hat andere Geometrien als Punkte und Polygone: Wählen Sie einen Layer mit diesen.</translation>
</message>
<message>
<source>The layer {layer} comes from the provider '{provider}', which shows pictures but hands out no bands: export it to a GeoTIFF first (Export &gt; Save As…, raw data).</source>
<translation>Der Layer {layer} kommt vom Datenanbieter „{provider}“, der Bilder zeigt, aber keine Kanäle herausgibt: Exportieren Sie ihn zuerst in ein GeoTIFF (Export &gt; Speichern als…, Rasterrohdaten).</translation>
</message>
<message>
<source>The line that makes it again</source>
<translation>Die Befehlszeile, die es wiederholt</translation>
</message>
<message>
<source>The map of classes, small</source>
<translation>Die Klassenkarte in klein</translation>
</message>
<message>
<source>The mask {mask} and the raster lie in different places.</source>
<translation>Die Maske {mask} und das Raster liegen an verschiedenen Orten.</translation>
</message>
<message>
<source>The mask {mask} is no layer that QGIS can open: choose a raster or polygons.</source>
<translation>Die Maske {mask} ist kein Layer, den QGIS öffnen kann: Wählen Sie ein Raster oder Polygone.</translation>
</message>
<message>
<source>The mask {mask} leaves out about {percent:.1f} % of the raster.</source>
<translation>Die Maske {mask} lässt etwa {percent:.1f} % des Rasters aus.</translation>
</message>
<message>
<source>The mask {path} cannot be read: {reason}. The file may be damaged, or its coordinate system unfit for the place of the raster.</source>
<translation>Die Maske {path} lässt sich nicht lesen: {reason}. Vielleicht ist die Datei beschädigt, oder ihr Koordinatensystem passt nicht zum Ort des Rasters.</translation>
</message>
<message>
<source>The mask {path} has {mask_width} x {mask_height} pixels, the raster {width} x {height}, and one of them is not tied to the ground: give the mask the size of the raster, or georeference it.</source>
<translation>Die Maske {path} hat {mask_width} x {mask_height} Pixel, das Raster {width} x {height}, und eines von beiden hat keinen Raumbezug: Geben Sie der Maske die Größe des Rasters, oder georeferenzieren Sie es.</translation>
</message>
<message>
<source>The mean of each class.</source>
<translation>Der Mittelwert jeder Klasse.</translation>
</message>
<message>
<source>The metadata of the product are missing: date, scale and offset follow from its name.</source>
<translation>Die Metadaten des Produkts fehlen: Datum, Skalierungsfaktor und Offset folgen aus seinem Namen.</translation>
</message>
<message>
<source>The model that Classify without training data wrote.</source>
<translation>Das Modell, das „Ohne Trainingsdaten klassifizieren“ geschrieben hat.</translation>
</message>
<message>
<source>The model with which Apply classes gives the edited classes.</source>
<translation>Das Modell, mit dem „Klassen auf ein anderes Bild anwenden“ die bearbeiteten Klassen liefert.</translation>
</message>
<message>
<source>The name {name} is too long by {excess} bytes: choose a shorter one.</source>
<translation>Der Name {name} ist um {excess} Byte zu lang: Wählen Sie einen kürzeren.</translation>
</message>
<message>
<source>The nearest pairs are merged first; others have to wait for the next round.</source>
<translation>Die nächsten Paare werden zuerst verschmolzen; andere müssen auf die nächste Runde warten.</translation>
</message>
<message>
<source>The nearest two:</source>
<translation>Die nächsten zwei:</translation>
</message>
<message>
<source>The part of all pairs of pixels that both maps put into one class, or both into two, corrected for chance. 1 is the same partition, about 0 an unrelated one. The numbers and names of classes do not matter.</source>
<translation>Der Teil aller Paare von Pixeln, die beide Karten in eine Klasse oder beide in zwei legen, vom Zufall bereinigt. 1 ist die gleiche Einteilung, etwa 0 eine unabhängige. Nummern und Namen der Klassen spielen keine Rolle.</translation>
</message>
<message>
<source>The patches of {name} are too many for one polygon in {path}: choose a polygon for each patch, or larger patches.</source>
<translation>Die Teilflächen von {name} sind zu viele für ein einziges Polygon in {path}: Wählen Sie ein Polygon je Teilfläche, oder größere Teilflächen.</translation>
</message>
<message>
<source>The polygons cannot be laid on the raster: {reason}. Check them first (Vector &gt; Geometry Tools &gt; Check Validity).</source>
<translation>Die Polygone lassen sich nicht auf das Raster legen: {reason}. Prüfen Sie sie zuerst (Vektor &gt; Geometrie-Werkzeuge &gt; Gültigkeit prüfen).</translation>
</message>
<message>
<source>The range {part} does not run upward over at most {most:,} values: write it as 8-10.</source>
<translation>Der Bereich {part} muss aufsteigen und höchstens {most:,} Werte umfassen: Schreiben Sie ihn wie 8-10.</translation>
</message>
<message>
<source>The reference has no field {name}: choose one of {names}.</source>
<translation>Die Referenz hat kein Feld {name}: Wählen Sie eines von {names}.</translation>
</message>
<message>
<source>The reference has {n_labels:,} classes, and no more than {most} can be told apart: choose a field that names classes.</source>
<translation>Die Referenz hat {n_labels:,} Klassen, und nicht mehr als {most} lassen sich unterscheiden: Wählen Sie ein Feld, das Klassen nennt.</translation>
</message>
<message>
<source>The rule: the largest number that passes both tests, that is, whose points both lie on green ground. Where none does, no number stands out, and the last one is taken before stability is lost first.</source>
<translation>Die Regel: die größte Anzahl, die beide Prüfungen besteht, deren Punkte also beide auf grünem Grund liegen. Besteht keine, hebt sich keine Anzahl ab, und genommen wird die letzte, bevor die Stabilität zum ersten Mal verloren geht.</translation>
</message>
<message>
<source>The same seed gives the same outcome; try others to see how stable it is.</source>
<translation>Dieselbe Zufallssaat ergibt dasselbe Ergebnis; versuchen Sie andere, um zu sehen, wie stabil es ist.</translation>
</message>
<message>
<source>The sample had missed pixels that are unlike all others; another was drawn from the whole raster, which was then classified again.</source>
<translation>Die Stichprobe hatte Pixel übersehen, die keinem anderen ähneln; aus dem ganzen Raster wurde eine andere gezogen, und es wurde neu klassifiziert.</translation>
</message>
<message>
<source>The scene classification has the value {value}, and its classes end at {last}: the file is damaged, or is no scene classification.</source>
<translation>Die Szenenklassifikation hat den Wert {value}, und ihre Klassen enden bei {last}: Die Datei ist beschädigt oder keine Szenenklassifikation.</translation>
</message>
<message>
<source>The search ends after so many iterations even if classes still move.</source>
<translation>Nach so vielen Iterationen endet die Suche, auch wenn sich Klassen noch bewegen.</translation>
</message>
<message>
<source>The shade around it is one standard deviation to either side.</source>
<translation>Die Schattierung darum ist eine Standardabweichung nach jeder Seite.</translation>
</message>
<message>
<source>The smallest patch is to have {value:.10g} hectares, and the map has {n_pixels} pixels: choose a smaller one.</source>
<translation>Die kleinste Teilfläche soll {value:.10g} Hektar haben, und die Karte hat {n_pixels} Pixel: Wählen Sie eine kleinere.</translation>
</message>
<message>
<source>The smallest patch is to have {value:.10g} pixels, and the map has {n_pixels} pixels: choose a smaller one.</source>
<translation>Die kleinste Teilfläche soll {value:.10g} Pixel haben, und die Karte hat {n_pixels} Pixel: Wählen Sie eine kleinere.</translation>
</message>
<message>
<source>The style could not be saved beside {path}.</source>
<translation>Der Stil konnte nicht neben {path} gespeichert werden.</translation>
</message>
<message>
<source>The table of changes names classes that do not exist: {classes}.</source>
<translation>Die Änderungstabelle nennt Klassen, die es nicht gibt: {classes}.</translation>
</message>
<message>
<source>The two tests</source>
<translation>Die zwei Prüfungen</translation>
</message>
<message>
<source>The unit of the grid of {path} is not known, so the smallest patch cannot be told in hectares: give it in pixels.</source>
<translation>Die Einheit des Gitters von {path} ist nicht bekannt, die kleinste Teilfläche lässt sich also nicht in Hektar angeben: Geben Sie sie in Pixeln an.</translation>
</message>
<message>
<source>The values differ by about {shift:+} from those that the model was fitted on, in all bands, as Sentinel-2 products do whose processing baselines lie on either side of 04.00: subtract the offset of 1000 from the newer product first.</source>
<translation>Die Werte weichen in allen Kanälen um etwa {shift:+} von denen ab, an die das Modell angepasst wurde, wie bei Sentinel-2-Produkten, deren Processing Baselines vor und nach 04.00 liegen: Ziehen Sie zuerst den Offset von 1000 vom neueren Produkt ab.</translation>
</message>
<message>
<source>The virtual raster or GeoTIFF to write.</source>
<translation>Das virtuelle Raster oder GeoTIFF, das geschrieben wird.</translation>
</message>
<message>
<source>The zip, the metadata (MTD_MSIL1C.xml or MTD_MSIL2A.xml), or any file in a folder of bands. The path of a folder may be typed or pasted.</source>
<translation>Das Zip, die Metadaten (MTD_MSIL1C.xml oder MTD_MSIL2A.xml) oder eine beliebige Datei in einem Ordner mit Kanälen. Der Pfad eines Ordners darf eingetippt oder eingefügt werden.</translation>
</message>
<message>
<source>The zip, the metadata (MTD_MSIL2A.xml), or any file in a folder of bands. The path of a folder may be typed or pasted.</source>
<translation>Das Zip, die Metadaten (MTD_MSIL2A.xml) oder eine beliebige Datei in einem Ordner mit Kanälen. Der Pfad eines Ordners darf eingetippt oder eingefügt werden.</translation>
</message>
<message>
<source>The {n} largest; the table of transitions has all.</source>
<translation>Die {n} größten; die Übergangstabelle enthält alle.</translation>
</message>
<message>
<source>There are no metadata, so no scale and offset are declared: values of products since 2022 may be larger by 1000 than reflectances times 10,000.</source>
<translation>Es gibt keine Metadaten, also sind weder Skalierungsfaktor noch Offset angegeben: Werte von Produkten seit 2022 können um 1000 größer sein als Reflexionsgrade mal 10000.</translation>
</message>
<message>
<source>There is a scene classification of the raster, {path}: given as MASK, it leaves out clouds, their shadows and snow.</source>
<translation>Es gibt eine Szenenklassifikation des Rasters, {path}: Als MASK angegeben, lässt sie Wolken, deren Schatten und Schnee aus.</translation>
</message>
<message>
<source>There is not enough memory: close other programs, or choose fewer bands, fewer clusters or a smaller sample.</source>
<translation>Der Arbeitsspeicher reicht nicht: Schließen Sie andere Programme, oder wählen Sie weniger Kanäle, weniger Cluster oder eine kleinere Stichprobe.</translation>
</message>
<message>
<source>They decide nothing here: on real images they mostly prefer two or three classes. A ring marks the number that an index prefers, the orange point the suggested one.</source>
<translation>Sie entscheiden hier nichts: Bei wirklichen Bildern bevorzugen sie meist zwei oder drei Klassen. Ein Ring kennzeichnet die Anzahl, die ein Index bevorzugt, der orange Punkt die vorgeschlagene.</translation>
</message>
<message>
<source>Thin cirrus</source>
<translation>Dünner Zirrus</translation>
</message>
<message>
<source>This browser is too old to draw the charts.</source>
<translation>Dieser Browser ist zu alt, um die Diagramme zu zeichnen.</translation>
</message>
<message>
<source>This file is not a cluster model of version {version} or earlier ({reason}): choose a file that the plugin wrote.</source>
<translation>Diese Datei ist kein Clustermodell der Version {version} oder früher ({reason}): Wählen Sie eine Datei, die das Plugin geschrieben hat.</translation>
</message>
<message>
<source>Those nearer than {merge:.2f}, the nearest first.</source>
<translation>Die näher als {merge:.2f} sind, die nächsten zuerst.</translation>
</message>
<message>
<source>Tile</source>
<translation>Kachel</translation>
</message>
<message>
<source>Tile: {value}</source>
<translation>Kachel: {value}</translation>
</message>
<message>
<source>To</source>
<translation>Nach</translation>
</message>
<message>
<source>To be edited alike. It also names and colours the classes where the map tells nothing, as after a sieve.</source>
<translation>Wird ebenso bearbeitet. Es benennt und färbt die Klassen auch da, wo die Karte nichts sagt, wie nach dem Sieben.</translation>
</message>
<message>
<source>Tries numbers of classes on a sample of the pixels and suggests one.</source>
<translation>Versucht Anzahlen von Klassen an einer Stichprobe der Pixel und schlägt eine vor.</translation>
</message>
<message>
<source>Two classes whose centres are nearer are merged. In the same unit. Automatic: half of what is typical of neighbouring classes of k-means.</source>
<translation>Zwei Klassen, deren Zentren näher beieinander liegen, werden verschmolzen. In derselben Einheit. Automatisch: die Hälfte dessen, was für benachbarte Klassen von K-Means typisch ist.</translation>
</message>
<message>
<source>Two dates, same classes, changes</source>
<translation>Zwei Zeitpunkte, gleiche Klassen, Veränderungen</translation>
</message>
<message>
<source>Two groups that lie far apart, such as water and land, may hide what there is within each: try again on an extent with only one of them.</source>
<translation>Zwei Gruppen, die weit auseinanderliegen, etwa Wasser und Land, können verdecken, was in jeder steckt: Versuchen Sie es noch einmal mit einer Ausdehnung, die nur eine davon enthält.</translation>
</message>
<message>
<source>Two maps of classes compared</source>
<translation>Zwei Klassenkarten im Vergleich</translation>
</message>
<message>
<source>Unchanged</source>
<translation>Unverändert</translation>
</message>
<message>
<source>Unchanged is what has matched classes in both maps: the two legends differ, so class numbers mean nothing across them.</source>
<translation>Unverändert ist, was in beiden Karten einander zugeordnete Klassen hat: Die zwei Legenden unterscheiden sich, Klassennummern besagen zwischen ihnen also nichts.</translation>
</message>
<message>
<source>Unchanged is what has the same class number in both maps: the two legends agree on what numbers mean.</source>
<translation>Unverändert ist, was in beiden Karten dieselbe Klassennummer hat: Die zwei Legenden stimmen darin überein, was Nummern bedeuten.</translation>
</message>
<message>
<source>Unchanged: {percent:.2f} %</source>
<translation>Unverändert: {percent:.2f} %</translation>
</message>
<message>
<source>Unclassified</source>
<translation>Nicht klassifiziert</translation>
</message>
<message>
<source>Unit of the smallest patch</source>
<translation>Einheit der kleinsten Teilfläche</translation>
</message>
<message>
<source>User's accuracy</source>
<translation>Nutzergenauigkeit</translation>
</message>
<message>
<source>Valid pixels drawn from all over the image to find the classes, or all of them where there are no more than twice as many; every pixel is then classified. 0 goes on over every pixel until the classes hardly move: slower, rarely different.</source>
<translation>Gültige Pixel, aus dem ganzen Bild gezogen, um die Klassen zu finden, oder alle, wo es höchstens doppelt so viele sind; danach wird jedes Pixel klassifiziert. 0 fährt mit jedem Pixel fort, bis sich die Klassen kaum noch bewegen: langsamer, selten anders.</translation>
</message>
<message>
<source>Valid pixels drawn once from all over the image, for all numbers, or all of them where there are no more than twice as many.</source>
<translation>Gültige Pixel, einmal aus dem ganzen Bild gezogen, für alle Anzahlen, oder alle, wo es höchstens doppelt so viele sind.</translation>
</message>
<message>
<source>Valid pixels of all images together, as many of each, to find the classes. Every pixel is then classified.</source>
<translation>Gültige Pixel aller Bilder zusammen, von jedem gleich viele, um die Klassen zu finden. Danach wird jedes Pixel klassifiziert.</translation>
</message>
<message>
<source>Value</source>
<translation>Wert</translation>
</message>
<message>
<source>Value of a border that the file does not declare</source>
<translation>Wert eines Randes, den die Datei nicht angibt</translation>
</message>
<message>
<source>Value of the pixels</source>
<translation>Wert der Pixel</translation>
</message>
<message>
<source>Values that a raster mask leaves out</source>
<translation>Werte, die eine Rastermaske auslässt</translation>
</message>
<message>
<source>Variance between classes over that within. High is good.</source>
<translation>Varianz zwischen den Klassen im Verhältnis zu der innerhalb. Hoch ist gut.</translation>
</message>
<message>
<source>Vegetation</source>
<translation>Vegetation</translation>
</message>
<message>
<source>Ward hierarchical</source>
<translation>Ward (hierarchisch)</translation>
</message>
<message>
<source>Water</source>
<translation>Wasser</translation>
</message>
<message>
<source>Wavelength (nm)</source>
<translation>Wellenlänge (nm)</translation>
</message>
<message>
<source>Wet or shadow</source>
<translation>Nass oder Schatten</translation>
</message>
<message>
<source>What became of each class</source>
<translation>Was aus jeder Klasse wurde</translation>
</message>
<message>
<source>What is known of the ground. In any coordinate system.</source>
<translation>Was vor Ort bekannt ist. In jedem Koordinatensystem.</translation>
</message>
<message>
<source>What lies inside</source>
<translation>Was innerhalb liegt</translation>
</message>
<message>
<source>What lies outside</source>
<translation>Was außerhalb liegt</translation>
</message>
<message>
<source>What one map tells of the other, as a part of the mean of what each of them tells: from 0, nothing, to 1, all. Numbers and names do not matter here either.</source>
<translation>Was eine Karte über die andere aussagt, als Teil des Mittels dessen, was jede von ihnen aussagt: von 0, nichts, bis 1, alles. Nummern und Namen spielen auch hier keine Rolle.</translation>
</message>
<message>
<source>What other indices say</source>
<translation>Was andere Indizes sagen</translation>
</message>
<message>
<source>What the numbers mean</source>
<translation>Was die Zahlen bedeuten</translation>
</message>
<message>
<source>Where the bands are known by their names, at least red and near infrared, each class is given the name that published indices suggest: water, dense vegetation, bare soil … A suggestion, marked (?), to be checked. Other classes are numbered.</source>
<translation>Wo die Kanäle an ihren Namen erkannt werden, mindestens Rot und Nahinfrarot, bekommt jede Klasse den Namen, den veröffentlichte Indizes nahelegen: Wasser, dichte Vegetation, offener Boden … Ein Vorschlag, mit (?) gekennzeichnet, den Sie prüfen sollten. Andere Klassen werden nummeriert.</translation>
</message>
<message>
<source>Where the mask is any other raster: numbers and ranges, such as 0, 3, 8-10.</source>
<translation>Wo die Maske ein anderes Raster ist: Zahlen und Bereiche, etwa 0, 3, 8-10.</translation>
</message>
<message>
<source>Where the mask is the scene classification (SCL) of a Sentinel-2 product.</source>
<translation>Wo die Maske die Szenenklassifikation (SCL) eines Sentinel-2-Produkts ist.</translation>
</message>
<message>
<source>Whether the maps become layers of the project.</source>
<translation>Ob die Karten Layer des Projekts werden.</translation>
</message>
<message>
<source>Which classes meet</source>
<translation>Welche Klassen sich treffen</translation>
</message>
<message>
<source>With {n} other pixels give other classes (stability {stable:.2f}; the limit is {limit:.2f}).</source>
<translation>Mit {n} ergeben andere Pixel andere Klassen (Stabilität {stable:.2f}; die Grenze ist {limit:.2f}).</translation>
</message>
<message>
<source>With {n} the nearest two classes may be the halves of one cloud ({apart:.2f}; the limit is {limit:.2f}).</source>
<translation>Mit {n} sind die nächsten zwei Klassen vielleicht die Hälften einer einzigen Wolke ({apart:.2f}; die Grenze ist {limit:.2f}).</translation>
</message>
<message>
<source>Without data</source>
<translation>Ohne Daten</translation>
</message>
<message>
<source>Working on a Dask cluster needs the Python package distributed, which this Python lacks ({reason}). Install it (python -m pip install distributed), or leave the scheduler empty to work on this machine.</source>
<translation>Um auf einem Dask-Cluster zu arbeiten, ist das Python-Paket distributed nötig, das diesem Python fehlt ({reason}). Installieren Sie es (python -m pip install distributed), oder lassen Sie den Scheduler leer, um auf diesem Rechner zu arbeiten.</translation>
</message>
<message>
<source>X has the shape {shape}; the model needs (n_samples, {n_features}).</source>
<translation>X hat die Form {shape}; das Modell braucht (n_samples, {n_features}).</translation>
</message>
<message>
<source>accuracy</source>
<translation>Genauigkeit</translation>
</message>
<message>
<source>class</source>
<translation>Klasse</translation>
</message>
<message>
<source>classes</source>
<translation>Klassen</translation>
</message>
<message>
<source>classification,assessment,validation,ground truth,confusion matrix,kappa,purity,producer,user</source>
<translation>Klassifikation,Bewertung,Validierung,Bodenwahrheit,Konfusionsmatrix,Kappa,Reinheit,Produzent,Nutzer,Genauigkeit</translation>
</message>
<message>
<source>classification,change,transition,contingency,rand index,kappa,agreement</source>
<translation>Klassifikation,Veränderung,Übergang,Kontingenz,Rand-Index,Kappa,Übereinstimmung,Wandel</translation>
</message>
<message>
<source>classification,reclassify,merge,rename,recolor,legend,land cover</source>
<translation>Klassifikation,reklassifizieren,zusammenfassen,verschmelzen,umbenennen,umfärben,Legende,Landbedeckung</translation>
</message>
<message>
<source>classification,zonal,mean,spectra,signature,area,separability,report</source>
<translation>Klassifikation,Zonen,Mittelwert,Spektren,Signatur,Fläche,Trennbarkeit,Bericht</translation>
</message>
<message>
<source>colour</source>
<translation>Farbe</translation>
</message>
<message>
<source>comparison</source>
<translation>Vergleich</translation>
</message>
<message>
<source>en</source>
<translation>de</translation>
</message>
<message>
<source>grey is unchanged</source>
<translation>Grau ist unverändert</translation>
</message>
<message>
<source>hectares</source>
<translation>Hektar</translation>
</message>
<message>
<source>inertia</source>
<translation>Trägheit</translation>
</message>
<message>
<source>means has the shape {shape}; {n_bands} band names need (n_classes, {n_bands}).</source>
<translation>means hat die Form {shape}; {n_bands} Kanalnamen brauchen (n_classes, {n_bands}).</translation>
</message>
<message>
<source>min_clusters is {low}, more than max_clusters, which is {high}: swap the two.</source>
<translation>min_clusters ist {low}, mehr als max_clusters, das {high} ist: Vertauschen Sie die beiden.</translation>
</message>
<message>
<source>n_components is {value}, and only {most} bands and indices are compared: choose from 1 to {most}, or 0 for no principal components.</source>
<translation>n_components ist {value}, und nur {most} Kanäle und Indizes werden verglichen: Wählen Sie von 1 bis {most}, oder 0 für keine Hauptkomponenten.</translation>
</message>
<message>
<source>name</source>
<translation>Name</translation>
</message>
<message>
<source>nearest two</source>
<translation>nächste zwei</translation>
</message>
<message>
<source>new class</source>
<translation>neue Klasse</translation>
</message>
<message>
<source>number of classes</source>
<translation>Anzahl der Klassen</translation>
</message>
<message>
<source>pixels</source>
<translation>Pixel</translation>
</message>
<message>
<source>sample_size is 0, which stands for all pixels, and {algorithm} fits on a sample only: choose how many pixels, such as {default}, or one of {choices}.</source>
<translation>sample_size ist 0, das für alle Pixel steht, und {algorithm} lässt sich nur an eine Stichprobe anpassen: Wählen Sie, wie viele Pixel, etwa {default}, oder eines von {choices}.</translation>
</message>
<message>
<source>sample_size is 0: several rasters are classified from a sample, so choose how many pixels, such as {default}.</source>
<translation>sample_size ist 0: Mehrere Raster werden nach einer Stichprobe klassifiziert; wählen Sie also, wie viele Pixel, etwa {default}.</translation>
</message>
<message>
<source>sample_size is {value}, fewer pixels than the {n_clusters} clusters asked for: choose more, or 0 for all.</source>
<translation>sample_size ist {value}, weniger Pixel als die {n_clusters} verlangten Cluster: Wählen Sie mehr, oder 0 für alle.</translation>
</message>
<message>
<source>second map</source>
<translation>zweite Karte</translation>
</message>
<message>
<source>sentinel-2,SAFE,zip,jp2,L1C,L2A,level-2a,stack,bands,vrt,reflectance,SCL,cloud</source>
<translation>Sentinel-2,SAFE,Zip,jp2,L1C,L2A,Level-2A,stapeln,Kanäle,vrt,Reflexionsgrad,SCL,Wolke</translation>
</message>
<message>
<source>sentinel-2,zip,SAFE,clouds,model,chain,workflow,vector,GeoPackage</source>
<translation>Sentinel-2,Zip,SAFE,Wolken,Modell,Kette,Ablauf,Vektor,GeoPackage</translation>
</message>
<message>
<source>silhouette</source>
<translation>Silhouette</translation>
</message>
<message>
<source>stability</source>
<translation>Stabilität</translation>
</message>
<message>
<source>unsupervised,classification,cluster,k-means,kmeans,mini-batch,isodata,sentinel-2,land cover,segmentation</source>
<translation>unüberwacht,Klassifikation,Cluster,k-means,kmeans,Mini-Batch,ISODATA,Sentinel-2,Landbedeckung,Segmentierung</translation>
</message>
<message>
<source>unsupervised,classification,cluster,k-means,model,predict,time series</source>
<translation>unüberwacht,Klassifikation,Cluster,k-means,Modell,vorhersagen,Zeitreihe</translation>
</message>
<message>
<source>unsupervised,classification,cluster,k-means,time series,dates,tiles,mosaic,batch</source>
<translation>unüberwacht,Klassifikation,Cluster,k-means,Zeitreihe,Zeitpunkte,Kacheln,Mosaik,Stapel</translation>
</message>
<message>
<source>unsupervised,classification,cluster,number of clusters,k,elbow,silhouette,stability,calinski-harabasz,davies-bouldin</source>
<translation>unüberwacht,Klassifikation,Cluster,Anzahl der Cluster,k,Ellbogen,Silhouette,Stabilität,Calinski-Harabasz,Davies-Bouldin</translation>
</message>
<message>
<source>unsupervised,classification,model,chain,workflow,change,time series</source>
<translation>unüberwacht,Klassifikation,Modell,Kette,Ablauf,Veränderung,Zeitreihe</translation>
</message>
<message>
<source>unsupervised,classification,model,chain,workflow,sieve,small patches</source>
<translation>unüberwacht,Klassifikation,Modell,Kette,Ablauf,sieben,kleine Teilflächen</translation>
</message>
<message>
<source>{after} is matched with {before}</source>
<translation>{after} ist {before} zugeordnet</translation>
</message>
<message>
<source>{area:,.2f} hectares</source>
<translation>{area:,.2f} Hektar</translation>
</message>
<message>
<source>{band}: {file}; reflectance = value x {scale:g} {offset:+g}</source>
<translation>{band}: {file}; Reflexionsgrad = Wert x {scale:g} {offset:+g}</translation>
</message>
<message>
<source>{first} and {second} lie on different grids ({first_size} and {second_size} pixels, or another corner, pixel size or coordinate system): warp one onto the other first (Raster &gt; Projections &gt; Warp, nearest neighbour).</source>
<translation>{first} und {second} liegen auf verschiedenen Gittern ({first_size} und {second_size} Pixel, oder eine andere Ecke, Pixelgröße oder ein anderes Koordinatensystem): Transformieren Sie zuerst das eine auf das andere (Raster &gt; Projektionen &gt; Transformieren (Reprojizieren), Nächster Nachbar).</translation>
</message>
<message>
<source>{first} and {second} of {product} lie in different places or coordinate systems: choose a folder that holds the bands of one product.</source>
<translation>{first} und {second} von {product} liegen an verschiedenen Orten oder in verschiedenen Koordinatensystemen: Wählen Sie einen Ordner, der die Kanäle eines einzigen Produkts enthält.</translation>
</message>
<message>
<source>{folder} has {free:.0f} MB left, and {path} may need {disk:.0f} MB: make room, choose another disk, or classify a smaller extent.</source>
<translation>In {folder} sind noch {free:.0f} MB frei, und {path} kann {disk:.0f} MB brauchen: Schaffen Sie Platz, wählen Sie einen anderen Datenträger, oder klassifizieren Sie eine kleinere Ausdehnung.</translation>
</message>
<message>
<source>{image} has no scene classification: it is classified whole.</source>
<translation>{image} hat keine Szenenklassifikation: Es wird ganz klassifiziert.</translation>
</message>
<message>
<source>{index} needs the band {role}, and no band of {path} is {meaning} by its name ({offered}): say which one it is ({role}_BAND), or leave {index} out.</source>
<translation>{index} braucht den Kanal {role}, und kein Kanal von {path} ist seinem Namen nach {meaning} ({offered}): Sagen Sie, welcher es ist ({role}_BAND), oder lassen Sie {index} weg.</translation>
</message>
<message>
<source>{index} needs the band {role}, and several bands of {path} are {meaning} by their names ({numbers}): say which one it is ({role}_BAND).</source>
<translation>{index} braucht den Kanal {role}, und mehrere Kanäle von {path} sind ihren Namen nach {meaning} ({numbers}): Sagen Sie, welcher es ist ({role}_BAND).</translation>
</message>
<message>
<source>{index} needs {role} and {other}, and band {band} stands for both: choose two bands.</source>
<translation>{index} braucht {role} und {other}, und Kanal {band} steht für beide: Wählen Sie zwei Kanäle.</translation>
</message>
<message>
<source>{k} is the largest number whose classes all stand apart (the nearest two: {apart:.2f} of 2) and come out again on other pixels (stability {stable:.2f}).</source>
<translation>{k} ist die größte Anzahl, deren Klassen sich alle voneinander abheben (die nächsten zwei: {apart:.2f} von 2) und mit anderen Pixeln wiedergefunden werden (Stabilität {stable:.2f}).</translation>
</message>
<message>
<source>{k} is the largest number whose classes all stand apart and come out again on other pixels (stability {stable:.2f}), but the nearest two are only just apart ({apart:.2f} of 2): take it as a guide, as a class more or less serves as well.</source>
<translation>{k} ist die größte Anzahl, deren Klassen sich alle voneinander abheben und mit anderen Pixeln wiedergefunden werden (Stabilität {stable:.2f}), aber die nächsten zwei liegen nur knapp auseinander ({apart:.2f} von 2): Nehmen Sie sie als Anhaltspunkt, denn eine Klasse mehr oder weniger taugt ebenso gut.</translation>
</message>
<message>
<source>{n:,} pixels</source>
<translation>{n:,} Pixel</translation>
</message>
<message>
<source>{n:,} pixels have a class in one map alone and are left out.</source>
<translation>{n:,} Pixel haben nur in einer der Karten eine Klasse und bleiben aus.</translation>
</message>
<message>
<source>{n_bands} bands of {path} are chosen, and the model needs {wanted}: {names}.</source>
<translation>{n_bands} Kanäle von {path} sind gewählt, und das Modell braucht {wanted}: {names}.</translation>
</message>
<message>
<source>{n_classes} classes were delivered, not {n_clusters}: the chosen bands have no more different pixels than that in the sample.</source>
<translation>{n_classes} Klassen wurden geliefert, nicht {n_clusters}: Die gewählten Kanäle haben in der Stichprobe nicht mehr verschiedene Pixel.</translation>
</message>
<message>
<source>{name} (?)</source>
<translation>{name} (?)</translation>
</message>
<message>
<source>{name} cannot be read: {reason}. Download the product again.</source>
<translation>{name} lässt sich nicht lesen: {reason}. Laden Sie das Produkt noch einmal herunter.</translation>
</message>
<message>
<source>{name} is '{value}', which is no number: give one, such as 0, or none.</source>
<translation>{name} ist '{value}', und das ist keine Zahl: Geben Sie eine an, etwa 0, oder keine.</translation>
</message>
<message>
<source>{name} is damaged: its {tag} is '{value}'. Download the product again.</source>
<translation>{name} ist beschädigt: {tag} darin ist „{value}“. Laden Sie das Produkt noch einmal herunter.</translation>
</message>
<message>
<source>{name} is damaged: {reason}. Download the product again.</source>
<translation>{name} ist beschädigt: {reason}. Laden Sie das Produkt noch einmal herunter.</translation>
</message>
<message>
<source>{name} is larger than {most} MB, which no metadata of Sentinel-2 is: download the product again.</source>
<translation>{name} ist größer als {most} MB, was bei Metadaten von Sentinel-2 nicht vorkommt: Laden Sie das Produkt noch einmal herunter.</translation>
</message>
<message>
<source>{name} is {value:.10g}: choose from {low:.10g} to {high:.10g}.</source>
<translation>{name} ist {value:.10g}: Wählen Sie von {low:.10g} bis {high:.10g}.</translation>
</message>
<message>
<source>{name} is {value:.10g}: choose {low:.10g} or more.</source>
<translation>{name} ist {value:.10g}: Wählen Sie {low:.10g} oder mehr.</translation>
</message>
<message>
<source>{name} is {value:.10g}: give a number.</source>
<translation>{name} ist {value:.10g}: Geben Sie eine Zahl an.</translation>
</message>
<message>
<source>{name} is {value}: choose from {low} to {high}.</source>
<translation>{name} ist {value}: Wählen Sie von {low} bis {high}.</translation>
</message>
<message>
<source>{name} is {value}: choose one of {choices}.</source>
<translation>{name} ist {value}: Wählen Sie eines von {choices}.</translation>
</message>
<message>
<source>{name}: {n_pixels:,} pixels; without data: {n_nodata:,}</source>
<translation>{name}: {n_pixels:,} Pixel; ohne Daten: {n_nodata:,}</translation>
</message>
<message>
<source>{n} m</source>
<translation>{n} m</translation>
</message>
<message>
<source>{n} more changes</source>
<translation>{n} weitere Veränderungen</translation>
</message>
<message>
<source>{n} others</source>
<translation>{n} andere</translation>
</message>
<message>
<source>{path} cannot be read at column {col}, row {row}: {reason}. The file may be damaged or incomplete.</source>
<translation>{path} lässt sich bei Spalte {col}, Zeile {row} nicht lesen: {reason}. Vielleicht ist die Datei beschädigt oder unvollständig.</translation>
</message>
<message>
<source>{path} cannot be read. Download the product again.</source>
<translation>{path} lässt sich nicht lesen. Laden Sie das Produkt noch einmal herunter.</translation>
</message>
<message>
<source>{path} cannot be read: it is no text. Choose another file.</source>
<translation>{path} lässt sich nicht lesen: Es ist kein Text. Wählen Sie eine andere Datei.</translation>
</message>
<message>
<source>{path} cannot be read: {reason}. Choose another file.</source>
<translation>{path} lässt sich nicht lesen: {reason}. Wählen Sie eine andere Datei.</translation>
</message>
<message>
<source>{path} cannot be written: the folder {folder} does not exist. Make it first or choose another.</source>
<translation>{path} lässt sich nicht schreiben: Den Ordner {folder} gibt es nicht. Legen Sie ihn zuerst an, oder wählen Sie einen anderen.</translation>
</message>
<message>
<source>{path} cannot be written: you may not write to the folder {folder}. Choose another.</source>
<translation>{path} lässt sich nicht schreiben: Sie dürfen nicht in den Ordner {folder} schreiben. Wählen Sie einen anderen.</translation>
</message>
<message>
<source>{path} cannot be written: {reason}. Choose a place that you may write to and that has room.</source>
<translation>{path} lässt sich nicht schreiben: {reason}. Wählen Sie einen Ort, an den Sie schreiben dürfen und der Platz hat.</translation>
</message>
<message>
<source>{path} cannot be written: {reason}. The product may be damaged, or the disk full.</source>
<translation>{path} lässt sich nicht schreiben: {reason}. Vielleicht ist das Produkt beschädigt oder der Datenträger voll.</translation>
</message>
<message>
<source>{path} differs from the input {input} in its ending only, and QGIS would show both in the style of the classes: give the output another name.</source>
<translation>{path} unterscheidet sich von der Eingabe {input} nur in der Endung, und QGIS würde beide im Stil der Klassen zeigen: Geben Sie der Ausgabe einen anderen Namen.</translation>
</message>
<message>
<source>{path} does not end in .gpkg: polygons are written as a GeoPackage, so give it a name that ends so.</source>
<translation>{path} endet nicht auf .gpkg: Polygone werden als GeoPackage geschrieben; geben Sie einen Namen an, der so endet.</translation>
</message>
<message>
<source>{path} does not end in .tif: classes are written as a GeoTIFF, so give it a name that ends so.</source>
<translation>{path} endet nicht auf .tif: Klassen werden als GeoTIFF geschrieben; geben Sie einen Namen an, der so endet.</translation>
</message>
<message>
<source>{path} does not exist: choose a product that does.</source>
<translation>{path} gibt es nicht: Wählen Sie ein Produkt, das es gibt.</translation>
</message>
<message>
<source>{path} ends neither in .vrt nor in .tif: give it a name that ends so.</source>
<translation>{path} endet weder auf .vrt noch auf .tif: Geben Sie einen Namen an, der so endet.</translation>
</message>
<message>
<source>{path} has more than {most} files, far more than a product of Sentinel-2: choose the .SAFE folder itself.</source>
<translation>{path} hat mehr als {most} Dateien, viel mehr als ein Produkt von Sentinel-2: Wählen Sie den .SAFE-Ordner selbst.</translation>
</message>
<message>
<source>{path} has more than {most} lines: give one line for each class to change.</source>
<translation>{path} hat mehr als {most} Zeilen: Geben Sie eine Zeile für jede Klasse an, die sich ändert.</translation>
</message>
<message>
<source>{path} has no bands of Sentinel-2: choose a .SAFE folder, its zip, its metadata (MTD_MSIL1C.xml or MTD_MSIL2A.xml), or a file in a folder of bands such as B02.jp2.</source>
<translation>{path} hat keine Kanäle von Sentinel-2: Wählen Sie einen .SAFE-Ordner, sein Zip, seine Metadaten (MTD_MSIL1C.xml oder MTD_MSIL2A.xml) oder eine Datei in einem Ordner mit Kanälen, etwa B02.jp2.</translation>
</message>
<message>
<source>{path} has no bands of its own: choose one of its subdatasets.</source>
<translation>{path} hat keine eigenen Kanäle: Wählen Sie eines seiner Subdatasets.</translation>
</message>
<message>
<source>{path} has no class below its first line: give a line for each class to change.</source>
<translation>{path} hat keine Klasse unter der ersten Zeile: Geben Sie eine Zeile für jede Klasse an, die sich ändert.</translation>
</message>
<message>
<source>{path} has no classes, only nodata: choose a map of classes.</source>
<translation>{path} hat keine Klassen, nur Leerwert: Wählen Sie eine Klassenkarte.</translation>
</message>
<message>
<source>{path} has no column 'class': its first line has to name the columns, class, to, name and color.</source>
<translation>{path} hat keine Spalte „class“: Die erste Zeile muss die Spalten nennen: class, to, name und color.</translation>
</message>
<message>
<source>{path} has no valid pixel in the chosen bands: every one is nodata or masked. Choose other bands, another extent or another mask.</source>
<translation>{path} hat in den gewählten Kanälen kein gültiges Pixel: Jedes ist Leerwert oder maskiert. Wählen Sie andere Kanäle, eine andere Ausdehnung oder eine andere Maske.</translation>
</message>
<message>
<source>{path} has none of the classes that are to be changed, {wanted}: it has {offered}. Choose the table that belongs to it.</source>
<translation>{path} hat keine der Klassen, die zu ändern sind, {wanted}: Es hat {offered}. Wählen Sie die Tabelle, die dazu gehört.</translation>
</message>
<message>
<source>{path} has only {n_distinct} different pixels in the chosen bands, too few for {min_clusters} classes: choose a smaller least number, or more bands.</source>
<translation>{path} hat in den gewählten Kanälen nur {n_distinct} verschiedene Pixel, zu wenige für {min_clusters} Klassen: Wählen Sie eine kleinere kleinste Anzahl oder mehr Kanäle.</translation>
</message>
<message>
<source>{path} has the bands {offered}, and the model needs {wanted}: choose the bands in the order of the model.</source>
<translation>{path} hat die Kanäle {offered}, und das Modell braucht {wanted}: Wählen Sie die Kanäle in der Reihenfolge des Modells.</translation>
</message>
<message>
<source>{path} has the bands {offered}, and {first} was read with {wanted}: take rasters with the same bands, or name the bands alike.</source>
<translation>{path} hat die Kanäle {offered}, und {first} wurde mit {wanted} gelesen: Nehmen Sie Raster mit denselben Kanälen, oder benennen Sie die Kanäle gleich.</translation>
</message>
<message>
<source>{path} has two columns for '{column}': keep one of them.</source>
<translation>{path} hat zwei Spalten für „{column}“: Behalten Sie eine davon.</translation>
</message>
<message>
<source>{path} holds several products, {names}: choose one.</source>
<translation>{path} enthält mehrere Produkte, {names}: Wählen Sie eines.</translation>
</message>
<message>
<source>{path} holds {n} tiles, {granules}: choose the folder of one, or a file in it.</source>
<translation>{path} enthält {n} Kacheln, {granules}: Wählen Sie den Ordner einer Kachel oder eine Datei darin.</translation>
</message>
<message>
<source>{path} is a folder: give the name of a file, such as classes.tif, inside it.</source>
<translation>{path} ist ein Ordner: Geben Sie den Namen einer Datei darin an, etwa classes.tif.</translation>
</message>
<message>
<source>{path} is cut off or damaged: download the product again.</source>
<translation>{path} ist abgeschnitten oder beschädigt: Laden Sie das Produkt noch einmal herunter.</translation>
</message>
<message>
<source>{path} is damaged: install the plugin again.</source>
<translation>{path} ist beschädigt: Installieren Sie das Plugin noch einmal.</translation>
</message>
<message>
<source>{path} is larger than {most} MB, the most that is read here: choose a file that the plugin wrote.</source>
<translation>{path} ist größer als {most} MB, und mehr wird hier nicht gelesen: Wählen Sie eine Datei, die das Plugin geschrieben hat.</translation>
</message>
<message>
<source>{path} is missing: install the plugin again.</source>
<translation>{path} fehlt: Installieren Sie das Plugin noch einmal.</translation>
</message>
<message>
<source>{path} is named for the classes and for the confidence: give each a name of its own.</source>
<translation>{path} ist für die Klassen und für die Konfidenz angegeben: Geben Sie jedem einen eigenen Namen.</translation>
</message>
<message>
<source>{path} is named for two maps: give each a name of its own.</source>
<translation>{path} ist für zwei Karten angegeben: Geben Sie jeder einen eigenen Namen.</translation>
</message>
<message>
<source>{path} is named for two outputs: give each a name of its own.</source>
<translation>{path} ist für zwei Ausgaben angegeben: Geben Sie jeder einen eigenen Namen.</translation>
</message>
<message>
<source>{path} is no band of a product of Sentinel-2: its pixels do not lie on a grid in metres. Stack such files with Raster &gt; Miscellaneous &gt; Build Virtual Raster.</source>
<translation>{path} ist kein Kanal eines Produkts von Sentinel-2: Seine Pixel liegen nicht auf einem Gitter in Metern. Stapeln Sie solche Dateien mit Raster &gt; Sonstiges &gt; Virtuelles Raster generieren.</translation>
</message>
<message>
<source>{path} is no map of classes: it has the value {value:.10g}, and classes are whole numbers from 1 to {most}. Choose a map of classes.</source>
<translation>{path} ist keine Klassenkarte: Es hat den Wert {value:.10g}, und Klassen sind ganze Zahlen von 1 bis {most}. Wählen Sie eine Klassenkarte.</translation>
</message>
<message>
<source>{path} is no raster that QGIS can open: give a narrower pattern.</source>
<translation>{path} ist kein Raster, das QGIS öffnen kann: Geben Sie ein engeres Muster an.</translation>
</message>
<message>
<source>{path} is no whole zip: download the product again.</source>
<translation>{path} ist kein vollständiges Zip: Laden Sie das Produkt noch einmal herunter.</translation>
</message>
<message>
<source>{path} is not a raster that GDAL can open: {reason}.</source>
<translation>{path} ist kein Raster, das GDAL öffnen kann: {reason}.</translation>
</message>
<message>
<source>{path} is not text in UTF-8: save the table from the spreadsheet as CSV in UTF-8.</source>
<translation>{path} ist kein Text in UTF-8: Speichern Sie die Tabelle aus der Tabellenkalkulation als CSV in UTF-8.</translation>
</message>
<message>
<source>{path} is protected by a password: unpack it and choose the folder.</source>
<translation>{path} ist durch ein Passwort geschützt: Entpacken Sie es, und wählen Sie den Ordner.</translation>
</message>
<message>
<source>{path} is the input itself: give the output another name.</source>
<translation>{path} ist die Eingabe selbst: Geben Sie der Ausgabe einen anderen Namen.</translation>
</message>
<message>
<source>{path} is the same everywhere in the chosen bands, so that there are no classes: choose other bands or another extent.</source>
<translation>{path} ist in den gewählten Kanälen überall gleich, es gibt also keine Klassen: Wählen Sie andere Kanäle oder eine andere Ausdehnung.</translation>
</message>
<message>
<source>{path}, line {line}: the cells cannot be told apart ({reason}). Look for a quotation mark that is not closed, or save the table from a spreadsheet as CSV.</source>
<translation>{path}, Zeile {line}: Die Zellen lassen sich nicht auseinanderhalten ({reason}). Suchen Sie nach einem Anführungszeichen, das nicht geschlossen ist, oder speichern Sie die Tabelle aus einer Tabellenkalkulation als CSV.</translation>
</message>
<message>
<source>{path}, line {line}: there are more cells than the first line names. Put a text that holds the separator between quotation marks ("").</source>
<translation>{path}, Zeile {line}: Es gibt mehr Zellen, als die erste Zeile nennt. Setzen Sie einen Text, der das Trennzeichen enthält, in Anführungszeichen ("").</translation>
</message>
<message>
<source>{percent:.0f} % of the pixels have values beyond all that the model was fitted on: the image may have another unit, season or sensor, and its classes may mean little.</source>
<translation>{percent:.0f} % der Pixel haben Werte jenseits aller, an die das Modell angepasst wurde: Das Bild kann eine andere Einheit, Jahreszeit oder einen anderen Sensor haben, und seine Klassen besagen vielleicht wenig.</translation>
</message>
<message>
<source>{product} has more than one file of {band}, {files}: choose a folder that holds one.</source>
<translation>{product} hat mehr als eine Datei von {band}, {files}: Wählen Sie einen Ordner, der nur eine enthält.</translation>
</message>
<message>
<source>{product} has no scene classification, which only products of Level-2A have: leave that output out.</source>
<translation>{product} hat keine Szenenklassifikation, die nur Produkte der Stufe Level-2A haben: Lassen Sie diese Ausgabe weg.</translation>
</message>
<message>
<source>{product} has no {band}, only {offered}: choose among these, or download the product again if it should have it.</source>
<translation>In {product} fehlt {band}, es gibt nur {offered}: Wählen Sie unter diesen, oder laden Sie das Produkt noch einmal herunter, wenn es mehr enthalten sollte.</translation>
</message>
<message>
<source>{table} has {n_cells} cells, which make no rows of {width}: give class, new class, name and colour for each class, and leave empty what stays.</source>
<translation>{table} hat {n_cells} Zellen, die keine Zeilen von {width} ergeben: Geben Sie für jede Klasse Klasse, neue Klasse, Name und Farbe an, und lassen Sie leer, was bleibt.</translation>
</message>
<message>
<source>{table}, line {line}: '{value}' is no class. Give a whole number from 1 to 255.</source>
<translation>{table}, Zeile {line}: „{value}“ ist keine Klasse. Geben Sie eine ganze Zahl von 1 bis 255 an.</translation>
</message>
<message>
<source>{table}, line {line}: '{value}' is no colour. Write it as #ff8000, or as 255,128,0.</source>
<translation>{table}, Zeile {line}: „{value}“ ist keine Farbe. Schreiben Sie sie als #ff8000 oder als 255,128,0.</translation>
</message>
<message>
<source>{table}, line {line}: '{value}' is no new class. Give a whole number from 1 to 255, or nodata to drop class {old}, or nothing to keep it.</source>
<translation>{table}, Zeile {line}: „{value}“ ist keine neue Klasse. Geben Sie eine ganze Zahl von 1 bis 255 an, oder nodata, um Klasse {old} zu verwerfen, oder nichts, um sie zu behalten.</translation>
</message>
<message>
<source>{table}, line {line}: class {value} was named before. Keep one of its lines.</source>
<translation>{table}, Zeile {line}: Klasse {value} wurde schon genannt. Behalten Sie eine ihrer Zeilen.</translation>
</message>
<message>
<source>… and {n} more</source>
<translation>… und {n} weitere</translation>
</message>
</context>
</TS>
