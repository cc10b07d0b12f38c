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
<source>'{band}' is not a band number. Give numbers such as 1, 3 and 4.</source>
<translation>„{band}“ ist keine Kanalnummer. Geben Sie Nummern wie 1, 3 und 4 an.</translation>
</message>
<message>
<source>'{part}' is not a value. Give numbers and ranges, such as 0, 3, 8-10.</source>
<translation>„{part}“ ist kein Wert. Geben Sie Zahlen und Bereiche an, etwa 0, 3, 8-10.</translation>
</message>
<message>
<source>, {scratch:,.0f} MB in the folder of temporary files</source>
<translation>, {scratch:,.0f} MB im Ordner für temporäre Dateien</translation>
</message>
<message>
<source>&lt;p&gt;Classifies a raster with a model that Classify without training data saved. The classes have the same numbers, names and colours, so that maps of two dates or of neighbouring scenes can be compared.&lt;/p&gt;&lt;p&gt;Bands are found by name, or by order if the names are unknown. The log warns if the image differs from the image of the model. No package beyond QGIS is needed.&lt;/p&gt;</source>
<translation>&lt;p&gt;Klassifiziert ein Raster mit einem Modell, das „Ohne Trainingsdaten klassifizieren“ gespeichert hat. Die Klassen haben dieselben Nummern, Namen und Farben, sodass sich die Karten zweier Zeitpunkte oder benachbarter Szenen vergleichen lassen.&lt;/p&gt;&lt;p&gt;Die Kanäle werden an ihren Namen erkannt, oder an ihrer Reihenfolge, wenn die Namen unbekannt sind. Das Protokoll warnt, wenn das Bild vom Bild des Modells abweicht. Außer QGIS ist kein Paket nötig.&lt;/p&gt;</translation>
</message>
<message>
<source>&lt;p&gt;Classifies the image of one date, applies the same classes to the image of another date, and shows which class became which.&lt;/p&gt;&lt;p&gt;Both images need the same grid. The bands of the second image are found by name, or by order if the names are unknown. A land cover that is new at the second date gets the most similar class.&lt;/p&gt;&lt;p&gt;The steps are Classify without training data, Apply a model to another image, and Compare two class maps, with their defaults. To change the model, open the file of this name in the folder resources/models of the plugin with the Model Designer, and save it as your own.&lt;/p&gt;</source>
<translation>&lt;p&gt;Klassifiziert das Bild eines Zeitpunkts, wendet dieselben Klassen auf das Bild eines anderen Zeitpunkts an und zeigt, welche Klasse zu welcher wurde.&lt;/p&gt;&lt;p&gt;Beide Bilder benötigen dasselbe Gitter. Die Kanäle des zweiten Bildes werden an ihren Namen erkannt, oder an ihrer Reihenfolge, wenn die Namen unbekannt sind. Eine Landbedeckung, die zum zweiten Zeitpunkt neu ist, bekommt die ähnlichste Klasse.&lt;/p&gt;&lt;p&gt;Die Schritte sind „Ohne Trainingsdaten klassifizieren“, „Modell auf ein anderes Bild anwenden“ und „Zwei Klassenkarten vergleichen“ mit ihren Vorgaben. Um das Modell zu ändern, öffnen Sie die Datei dieses Namens im Ordner resources/models der Erweiterung mit dem Modellentwurf, und speichern Sie sie als eigenes Modell.&lt;/p&gt;</translation>
</message>
<message>
<source>&lt;p&gt;Compares a class map with a reference: either points or polygons with a field for the class, or a raster of classes on the same grid.&lt;/p&gt;&lt;p&gt;Names and numbers of the classes may differ. Each class of the map is matched with the reference class that most of its pixels have. This flatters a map with many classes and few reference pixels. Overall accuracy, kappa, producer's and user's accuracy are computed after matching; purity then equals overall accuracy. The adjusted Rand index needs no matching.&lt;/p&gt;&lt;p&gt;A point represents the pixel below it, a polygon the pixels whose centres are inside. Where polygons overlap, the last one counts. Features without a value, outside the map or on nodata are ignored, and the log counts them. Vectors may have any coordinate system.&lt;/p&gt;</source>
<translation>&lt;p&gt;Vergleicht eine Klassenkarte mit einer Referenz: entweder mit Punkten oder Polygonen, die ein Feld für die Klasse haben, oder mit einem Raster von Klassen auf demselben Gitter.&lt;/p&gt;&lt;p&gt;Namen und Nummern der Klassen dürfen abweichen. Jede Klasse der Karte wird der Referenzklasse zugeordnet, die die meisten ihrer Pixel haben. Das begünstigt eine Karte mit vielen Klassen und wenigen Referenzpixeln. Gesamtgenauigkeit, Kappa, Produzenten- und Nutzergenauigkeit werden nach der Zuordnung berechnet; die Reinheit ist dann gleich der Gesamtgenauigkeit. Der adjustierte Rand-Index benötigt keine Zuordnung.&lt;/p&gt;&lt;p&gt;Ein Punkt steht für das Pixel unter ihm, ein Polygon für die Pixel, deren Mittelpunkte darin liegen. Wo sich Polygone überlappen, zählt das letzte. Objekte ohne Wert, außerhalb der Karte oder auf Leerwerten werden ignoriert, und das Protokoll nennt ihre Anzahl. Vektoren dürfen jedes Koordinatenbezugssystem haben.&lt;/p&gt;</translation>
</message>
<message>
<source>&lt;p&gt;Counts how often each class of one map meets each class of another. For two dates with the same classes, the result shows which class became which. For two classifications of one image, it shows how well they agree, whatever the class numbers.&lt;/p&gt;&lt;p&gt;The adjusted Rand index and the normalised mutual information need no matching of classes: 1 for identical partitions, about 0 for unrelated ones. Agreement and kappa follow the best one-to-one match of the classes, which needs scipy.&lt;/p&gt;&lt;p&gt;If both legends give each shared number the same name, a pixel with the same number is unchanged. Where the name only repeats the number, such as Class 3, the colours must be the same too. Otherwise classes are matched first, and a pixel with matched classes is unchanged.&lt;/p&gt;</source>
<translation>&lt;p&gt;Zählt, wie oft jede Klasse einer Karte auf jede Klasse einer anderen trifft. Bei zwei Zeitpunkten mit denselben Klassen zeigt das Ergebnis, welche Klasse zu welcher wurde. Bei zwei Klassifikationen eines Bildes zeigt es, wie gut sie übereinstimmen, unabhängig von den Nummern der Klassen.&lt;/p&gt;&lt;p&gt;Der adjustierte Rand-Index und die normierte Transinformation benötigen keine Zuordnung der Klassen: 1 bei identischen Einteilungen, etwa 0 bei unabhängigen. Übereinstimmung und Kappa gelten nach der besten Zuordnung der Klassen eins zu eins, die scipy benötigt.&lt;/p&gt;&lt;p&gt;Wenn beide Legenden jeder gemeinsamen Nummer denselben Namen geben, ist ein Pixel mit derselben Nummer unverändert. Wiederholt der Name nur die Nummer, wie bei Klasse 3, müssen auch die Farben gleich sein. Sonst werden zuerst die Klassen einander zugeordnet, und ein Pixel mit einander zugeordneten Klassen ist unverändert.&lt;/p&gt;</translation>
</message>
<message>
<source>&lt;p&gt;Fits each number of classes from the minimum to the maximum on a sample of the pixels, and suggests one for Classify without training data. In a model, connect the output SUGGESTED_K to its number of classes. Choose the same bands, indices, algorithm, scaling and components as for the map.&lt;/p&gt;&lt;p&gt;The suggestion is the largest number of classes that are separable and stable. Separable: the nearest two classes are farther apart than the halves of one cluster (Jeffries-Matusita distance of at least 1.65), because an algorithm with too many classes splits a cluster. Stable: fits on two halves of the pixels agree (adjusted Rand index of at least 0.8 on average over three splits).&lt;/p&gt;&lt;p&gt;Many images are a continuum without a best number. The report then says so, and the suggestion is the last number before the classes depend on the sample.&lt;/p&gt;&lt;p&gt;The report also shows the silhouette, the Calinski-Harabasz and Davies-Bouldin indices, and the inertia. They do not decide: on real images they mostly favour two classes, such as water and land.&lt;/p&gt;</source>
<translation>&lt;p&gt;Passt jede Anzahl der Klassen vom Minimum bis zum Maximum an eine Stichprobe der Pixel an und schlägt eine für „Ohne Trainingsdaten klassifizieren“ vor. Verbinden Sie in einem Modell die Ausgabe SUGGESTED_K mit dessen Anzahl der Klassen. Wählen Sie dieselben Kanäle, Indizes und Hauptkomponenten, denselben Algorithmus und dieselbe Skalierung wie für die Karte.&lt;/p&gt;&lt;p&gt;Der Vorschlag ist die größte Anzahl von Klassen, die trennbar und stabil sind. Trennbar: Die nächsten zwei Klassen liegen weiter auseinander als die Hälften eines Clusters (Jeffries-Matusita-Distanz von mindestens 1,65), denn ein Algorithmus mit zu vielen Klassen teilt einen Cluster. Stabil: Anpassungen an zwei Hälften der Pixel stimmen überein (adjustierter Rand-Index von mindestens 0,8 im Mittel über drei Teilungen).&lt;/p&gt;&lt;p&gt;Viele Bilder sind ein Kontinuum ohne beste Anzahl. Dann sagt es der Bericht, und der Vorschlag ist die letzte Anzahl, bevor die Klassen von der Stichprobe abhängen.&lt;/p&gt;&lt;p&gt;Der Bericht zeigt auch die Silhouette, die Indizes nach Calinski-Harabasz und Davies-Bouldin und die Trägheit. Sie entscheiden nicht: Bei realen Bildern bevorzugen sie meist zwei Klassen, etwa Wasser und Land.&lt;/p&gt;</translation>
</message>
<message>
<source>&lt;p&gt;Fits one set of classes to several images, such as dates of one place or neighbouring tiles. Each image gets its own class map; numbers, names and colours are the same in all maps. A table gives the area of each class in each image.&lt;/p&gt;&lt;p&gt;The images need the same bands, by name or by number. Grids and coordinate systems may differ. Products before and after processing baseline 04.00 can be combined if all images declare scale and offset, as those of Open a Sentinel-2 product do.&lt;/p&gt;&lt;p&gt;The fit samples about the same number of pixels from each image. The maps are written when all of them are complete.&lt;/p&gt;</source>
<translation>&lt;p&gt;Passt gemeinsame Klassen an mehrere Bilder an, etwa an Aufnahmen eines Ortes zu verschiedenen Zeitpunkten oder an benachbarte Kacheln. Jedes Bild bekommt seine eigene Klassenkarte; Nummern, Namen und Farben sind in allen Karten gleich. Eine Tabelle nennt die Fläche jeder Klasse in jedem Bild.&lt;/p&gt;&lt;p&gt;Die Bilder benötigen dieselben Kanäle, nach Namen oder nach Nummern. Gitter und Koordinatenbezugssysteme dürfen abweichen. Produkte vor und nach der Processing Baseline 04.00 lassen sich kombinieren, wenn alle Bilder Skalierungsfaktor und Offset deklarieren, wie die von „Sentinel-2-Produkt öffnen“.&lt;/p&gt;&lt;p&gt;Die Stichprobe enthält aus jedem Bild etwa gleich viele Pixel. Die Karten werden geschrieben, wenn alle fertig sind.&lt;/p&gt;</translation>
</message>
<message>
<source>&lt;p&gt;Groups the pixels of a raster into classes of similar values, without training data. The result is a GeoTIFF with colours, class names and an attribute table, and a style file beside it. You then decide what each class is: names with (?) are suggestions.&lt;/p&gt;&lt;p&gt;If classes follow only one band, standardise the bands. If two land covers share a class, increase the number of classes: Suggest the number of classes proposes one, and Merge, rename and recolour classes merges classes afterwards.&lt;/p&gt;&lt;p&gt;Pixels that are nodata or masked in a chosen band stay nodata (0). Class 1 is the darkest. The same input, options and seed give the same map. The image may have any size.&lt;/p&gt;</source>
<translation>&lt;p&gt;Gruppiert die Pixel eines Rasters ohne Trainingsdaten in Klassen ähnlicher Werte. Das Ergebnis ist ein GeoTIFF mit Farben, Klassennamen und Attributtabelle. Daneben liegt eine Stildatei. Danach entscheiden Sie, was jede Klasse ist: Namen mit (?) sind Vorschläge.&lt;/p&gt;&lt;p&gt;Folgen die Klassen nur einem Kanal, standardisieren Sie die Kanäle. Teilen sich zwei Landbedeckungen eine Klasse, erhöhen Sie die Anzahl der Klassen: „Anzahl der Klassen vorschlagen“ schlägt eine vor, und „Klassen zusammenfassen, umbenennen und umfärben“ fasst Klassen nachträglich zusammen.&lt;/p&gt;&lt;p&gt;Pixel, die in einem gewählten Kanal Leerwert oder maskiert sind, bleiben Leerwert (0). Klasse 1 ist die dunkelste. Dieselben Eingaben und Optionen und dieselbe Zufallssaat ergeben dieselbe Karte. Das Bild darf beliebig groß sein.&lt;/p&gt;</translation>
</message>
<message>
<source>&lt;p&gt;Makes a class map and its polygons of a Sentinel-2 product of Level-2A, a zip or a folder as downloaded: opens the bands of 10 and 20 m, masks clouds, cloud shadows and snow with the scene classification, classifies, merges small patches into their largest neighbour, and draws polygons.&lt;/p&gt;&lt;p&gt;The steps are Open a Sentinel-2 product and Classify without training data, with their defaults. To change the model, open the file of this name in the folder resources/models of the plugin with the Model Designer, and save it as your own.&lt;/p&gt;</source>
<translation>&lt;p&gt;Erstellt eine Klassenkarte und ihre Polygone aus einem Sentinel-2-Produkt der Stufe Level-2A, einem heruntergeladenen Zip oder Ordner: öffnet die Kanäle von 10 und 20 m, maskiert Wolken, Wolkenschatten und Schnee mit der Szenenklassifikation, klassifiziert, schlägt kleine Teilflächen ihrem größten Nachbarn zu und zeichnet Polygone.&lt;/p&gt;&lt;p&gt;Die Schritte sind „Sentinel-2-Produkt öffnen“ und „Ohne Trainingsdaten klassifizieren“ mit ihren Vorgaben. Um das Modell zu ändern, öffnen Sie die Datei dieses Namens im Ordner resources/models der Erweiterung mit dem Modellentwurf, und speichern Sie sie als eigenes Modell.&lt;/p&gt;</translation>
</message>
<message>
<source>&lt;p&gt;Makes a finished class map of an image: suggests the number of classes, classifies the image, merges small patches into their largest neighbour, and reports areas, spectra and separability of the classes. The map keeps names and colours.&lt;/p&gt;&lt;p&gt;The steps are Suggest the number of classes, Classify without training data, Sieve of GDAL, Merge, rename and recolour classes, and Class statistics, with their defaults. To change the model, open the file of this name in the folder resources/models of the plugin with the Model Designer, and save it as your own.&lt;/p&gt;</source>
<translation>&lt;p&gt;Erstellt eine fertige Klassenkarte eines Bildes: schlägt die Anzahl der Klassen vor, klassifiziert das Bild, schlägt kleine Teilflächen ihrem größten Nachbarn zu und berichtet Flächen, Spektren und Trennbarkeit der Klassen. Die Karte behält Namen und Farben.&lt;/p&gt;&lt;p&gt;Die Schritte sind „Anzahl der Klassen vorschlagen“, „Ohne Trainingsdaten klassifizieren“, „Sieben“ von GDAL, „Klassen zusammenfassen, umbenennen und umfärben“ und „Klassenstatistik“ mit ihren Vorgaben. Um das Modell zu ändern, öffnen Sie die Datei dieses Namens im Ordner resources/models der Erweiterung mit dem Modellentwurf, und speichern Sie sie als eigenes Modell.&lt;/p&gt;</translation>
</message>
<message>
<source>&lt;p&gt;Makes one raster of the bands of a Sentinel-2 product as downloaded: bands of 10, 20 and 60 m on one grid, with names, wavelengths, date, nodata, scale and offset. QGIS then shows reflectances. Products since 2022 need the offset.&lt;/p&gt;&lt;p&gt;The product may be a zip, which you need not unpack; a .SAFE folder, for which you choose its file MTD_MSIL1C.xml or MTD_MSIL2A.xml or type its path; or a folder of bands, of which you choose any file.&lt;/p&gt;&lt;p&gt;A virtual raster (.vrt) is ready at once and copies no pixels, so keep the product. A virtual raster in the folder that holds the product can be moved together with it, except for a zip. A GeoTIFF (.tif) copies all pixels. It is faster to read, which helps if you classify the bands many times. Temporary outputs are virtual rasters.&lt;/p&gt;&lt;p&gt;Products of Level-2A also have a scene classification: clouds, shadows, water and other classes on the same grid.&lt;/p&gt;</source>
<translation>&lt;p&gt;Erstellt ein Raster aus den Kanälen eines heruntergeladenen Sentinel-2-Produkts: Kanäle von 10, 20 und 60 m auf einem Gitter, mit Namen, Wellenlängen, Datum, Leerwert, Skalierungsfaktor und Offset. QGIS zeigt dann Reflexionsgrade. Produkte seit 2022 benötigen den Offset.&lt;/p&gt;&lt;p&gt;Das Produkt darf ein Zip sein, das Sie nicht entpacken müssen; ein .SAFE-Ordner, dessen Datei MTD_MSIL1C.xml oder MTD_MSIL2A.xml Sie wählen oder dessen Pfad Sie eingeben; oder ein Ordner mit Kanälen, aus dem Sie eine beliebige Datei wählen.&lt;/p&gt;&lt;p&gt;Ein virtuelles Raster (.vrt) ist sofort fertig und kopiert keine Pixel; behalten Sie also das Produkt. Ein virtuelles Raster in dem Ordner, der das Produkt enthält, lässt sich zusammen mit diesem verschieben, außer bei einem Zip. Ein GeoTIFF (.tif) kopiert alle Pixel. Es wird schneller gelesen, was hilft, wenn Sie die Kanäle oft klassifizieren. Temporäre Ausgaben sind virtuelle Raster.&lt;/p&gt;&lt;p&gt;Produkte der Stufe Level-2A haben auch eine Szenenklassifikation: Wolken, Schatten, Wasser und andere Klassen auf demselben Gitter.&lt;/p&gt;</translation>
</message>
<message>
<source>&lt;p&gt;Makes the table and the report of Classify without training data for any class map, for example after a sieve or an edit. Without an output, the log shows the areas.&lt;/p&gt;&lt;p&gt;A pixel counts if it has a class and a value in every chosen band. Names and colours come from the attribute table, the category names or the colour table of the map.&lt;/p&gt;</source>
<translation>&lt;p&gt;Erstellt die Tabelle und den Bericht von „Ohne Trainingsdaten klassifizieren“ für jede Klassenkarte, zum Beispiel nach dem Sieben oder Bearbeiten. Ohne Ausgabe zeigt das Protokoll die Flächen.&lt;/p&gt;&lt;p&gt;Ein Pixel zählt, wenn es eine Klasse und in jedem gewählten Kanal einen Wert hat. Namen und Farben stammen aus der Attributtabelle, den Kategorienamen oder der Farbtabelle der Karte.&lt;/p&gt;</translation>
</message>
<message>
<source>&lt;p&gt;Merges several classes into one, gives classes a name or a colour, or sets them to nodata. If you also give the model of the map, the model is edited in the same way: Apply a model to another image then gives the merged classes directly.&lt;/p&gt;&lt;p&gt;Type the edit table here, or prepare it in a spreadsheet: open the class table of Classify without training data, change names and colours, add a column &lt;i&gt;to&lt;/i&gt; with the new class, and save it as CSV (UTF-8).&lt;/p&gt;&lt;p&gt;All rows apply at once. Classes without a row and empty cells stay unchanged. If several rows name the same new class, the row of the class that already has this number counts, otherwise the first row. If no row names it, the new class keeps the name of the class that had this number and remains in it, otherwise the name of its largest class. The same applies to colours.&lt;/p&gt;&lt;p&gt;The result is a GeoTIFF with colours, class names and an attribute table, and a style file beside it.&lt;/p&gt;&lt;p&gt;With qgis_process, write the table as one text, row after row: &lt;code&gt;--TABLE='3,1,Forest,#006400,4,1,,,7,nodata,,'&lt;/code&gt;. If a name has a comma, repeat the option for each cell.&lt;/p&gt;</source>
<translation>&lt;p&gt;Fasst mehrere Klassen zu einer zusammen, gibt Klassen einen Namen oder eine Farbe oder setzt sie auf Leerwert. Wenn Sie auch das Modell der Karte angeben, wird es ebenso bearbeitet: „Modell auf ein anderes Bild anwenden“ liefert dann direkt die zusammengefassten Klassen.&lt;/p&gt;&lt;p&gt;Geben Sie die Änderungstabelle hier ein, oder bereiten Sie sie in einer Tabellenkalkulation vor: Öffnen Sie die Klassentabelle von „Ohne Trainingsdaten klassifizieren“, ändern Sie Namen und Farben, fügen Sie eine Spalte &lt;i&gt;to&lt;/i&gt; mit der neuen Klasse hinzu, und speichern Sie sie als CSV (UTF-8).&lt;/p&gt;&lt;p&gt;Alle Zeilen gelten gleichzeitig. Klassen ohne Zeile und leere Zellen bleiben unverändert. Benennen mehrere Zeilen dieselbe neue Klasse, zählt die Zeile der Klasse, die diese Nummer schon hat, sonst die erste Zeile. Benennt keine Zeile sie, behält die neue Klasse den Namen der Klasse, die diese Nummer hatte und in ihr verbleibt, sonst den Namen ihrer größten Klasse. Dasselbe gilt für Farben.&lt;/p&gt;&lt;p&gt;Das Ergebnis ist ein GeoTIFF mit Farben, Klassennamen und Attributtabelle. Daneben liegt eine Stildatei.&lt;/p&gt;&lt;p&gt;Mit qgis_process schreiben Sie die Tabelle als einen Text, Zeile für Zeile: &lt;code&gt;--TABLE='3,1,Wald,#006400,4,1,,,7,nodata,,'&lt;/code&gt;. Enthält ein Name ein Komma, wiederholen Sie die Option für jede Zelle.&lt;/p&gt;</translation>
</message>
<message>
<source>A first sample missed pixels that differ from all others. The rasters were sampled and classified again.</source>
<translation>In einer ersten Stichprobe fehlten Pixel, die sich von allen anderen unterscheiden. Aus den Rastern wurde eine neue Stichprobe gezogen, und sie wurden erneut klassifiziert.</translation>
</message>
<message>
<source>A map has the class {value}, above the limit of {n_classes}. Raise the limit.</source>
<translation>Eine Karte enthält die Klasse {value}; das Limit ist {n_classes}. Erhöhen Sie das Limit.</translation>
</message>
<message>
<source>About {percent:.1f} % of the pixels, also along the border, have the value {value} in all chosen bands, and the file declares no nodata. The map shows them as a class. If they are nodata, set IGNORE_VALUE={value}.</source>
<translation>Etwa {percent:.1f} % der Pixel, auch am Rand, haben in allen gewählten Kanälen den Wert {value}, und die Datei deklariert keinen Leerwert. Die Karte zeigt sie als Klasse. Sind sie Leerwert, setzen Sie IGNORE_VALUE={value}.</translation>
</message>
<message>
<source>Accuracy against a reference</source>
<translation>Genauigkeit gegenüber einer Referenz</translation>
</message>
<message>
<source>Acquisition date</source>
<translation>Aufnahmedatum</translation>
</message>
<message>
<source>Additional spectral indices</source>
<translation>Zusätzliche Spektralindizes</translation>
</message>
<message>
<source>Address of a Dask scheduler, such as tcp://192.0.2.1:8786. Its workers read and classify the image. Each worker must be able to open the path of the image.</source>
<translation>Adresse eines Dask-Schedulers, etwa tcp://192.0.2.1:8786. Dessen Worker lesen und klassifizieren das Bild. Jeder Worker muss den Pfad des Bildes öffnen können.</translation>
</message>
<message>
<source>Adds the maps to the project.</source>
<translation>Fügt die Karten dem Projekt hinzu.</translation>
</message>
<message>
<source>Adjusted Rand index</source>
<translation>Adjustierter Rand-Index</translation>
</message>
<message>
<source>Adjusted Rand index between the classes of two halves of the pixels, from 0 (unrelated) to 1 (identical). From {limit}, they agree well.</source>
<translation>Adjustierter Rand-Index zwischen den Klassen zweier Hälften der Pixel, von 0 (unabhängig) bis 1 (identisch). Ab {limit} stimmen sie gut überein.</translation>
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
<source>Agreement after matching classes (%)</source>
<translation>Übereinstimmung nach der Zuordnung (%)</translation>
</message>
<message>
<source>Agreement after matching classes: {percent:.2f} %, kappa {kappa:.4f}</source>
<translation>Übereinstimmung nach der Zuordnung der Klassen: {percent:.2f} %, Kappa {kappa:.4f}</translation>
</message>
<message>
<source>Agreement and kappa</source>
<translation>Übereinstimmung und Kappa</translation>
</message>
<message>
<source>Agreement and kappa are missing because matching the classes needs scipy.</source>
<translation>Übereinstimmung und Kappa fehlen, weil die Zuordnung der Klassen scipy benötigt.</translation>
</message>
<message>
<source>Agreement and kappa are missing. {reason}</source>
<translation>Übereinstimmung und Kappa fehlen. {reason}</translation>
</message>
<message>
<source>Algorithm</source>
<translation>Algorithmus</translation>
</message>
<message>
<source>All bands differ by about {shift:+} from the values that the model was fitted on. Sentinel-2 products before and after processing baseline 04.00 differ like this. Subtract the offset of 1000 from the newer product first.</source>
<translation>Alle Kanäle weichen um etwa {shift:+} von den Werten ab, an die das Modell angepasst wurde. So unterscheiden sich Sentinel-2-Produkte vor und nach der Processing Baseline 04.00. Ziehen Sie zuerst den Offset von 1000 vom neueren Produkt ab.</translation>
</message>
<message>
<source>All files (*)</source>
<translation>Alle Dateien (*)</translation>
</message>
<message>
<source>All pixels are unchanged.</source>
<translation>Alle Pixel sind unverändert.</translation>
</message>
<message>
<source>All values</source>
<translation>Alle Werte</translation>
</message>
<message>
<source>Another one on the grid of the first class map.</source>
<translation>Eine weitere auf dem Gitter der ersten Klassenkarte.</translation>
</message>
<message>
<source>Apply a model to another image</source>
<translation>Modell auf ein anderes Bild anwenden</translation>
</message>
<message>
<source>Area table</source>
<translation>Flächentabelle</translation>
</message>
<message>
<source>B01, B09 and B10 have pixels of 60 m and show the atmosphere more than the ground. Level-2A has no B10.</source>
<translation>B01, B09 und B10 haben Pixel von 60 m und zeigen die Atmosphäre mehr als den Boden. Level-2A hat kein B10.</translation>
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
<source>Band {band} does not exist in {path}, which has {count}. Choose from 1 to {count}.</source>
<translation>Kanal {band} gibt es nicht in {path} (Anzahl der Kanäle: {count}). Wählen Sie einen von 1 bis {count}.</translation>
</message>
<message>
<source>Band {band} is chosen twice. Choose it once.</source>
<translation>Kanal {band} ist zweimal gewählt. Wählen Sie ihn einmal.</translation>
</message>
<message>
<source>Band {band} of {path} has the type {type}, which cannot be classified. Convert the raster to Float32 first (Raster &gt; Conversion &gt; Translate).</source>
<translation>Kanal {band} von {path} hat den Typ {type}, der nicht klassifiziert werden kann. Wandeln Sie das Raster zuerst in Float32 um (Raster &gt; Konvertierung &gt; Umwandeln (Format konvertieren)).</translation>
</message>
<message>
<source>Bands</source>
<translation>Kanäle</translation>
</message>
<message>
<source>Bands (none: all)</source>
<translation>Kanäle (keine: alle)</translation>
</message>
<message>
<source>Bands (none: by name)</source>
<translation>Kanäle (keine: nach Namen)</translation>
</message>
<message>
<source>Bands in the order of the model. By default they are found by name, or by order if the raster has as many bands as the model.</source>
<translation>Kanäle in der Reihenfolge des Modells. Vorgabe: Sie werden an ihren Namen erkannt, oder an ihrer Reihenfolge, wenn das Raster so viele Kanäle hat wie das Modell.</translation>
</message>
<message>
<source>Bands of the first image (none: all)</source>
<translation>Kanäle des ersten Bildes (keine: alle)</translation>
</message>
<message>
<source>Bands of the first image to compare, such as 2, 3, 4, 8. By default all bands except an alpha band. The bands of the other images are found by name, or by number if the names are unknown.</source>
<translation>Zu vergleichende Kanäle des ersten Bildes, etwa 2, 3, 4, 8. Vorgabe: alle außer einem Alphakanal. Die Kanäle der anderen Bilder werden an ihren Namen erkannt, oder an ihren Nummern, wenn die Namen unbekannt sind.</translation>
</message>
<message>
<source>Bands read only for indices: {bands}</source>
<translation>Kanäle nur für Indizes: {bands}</translation>
</message>
<message>
<source>Bands to compare. By default all bands except an alpha band.</source>
<translation>Zu vergleichende Kanäle. Vorgabe: alle außer einem Alphakanal.</translation>
</message>
<message>
<source>Bands to compare. By default all bands except an alpha band. The second image needs bands of the same names or, without names, the same number of bands.</source>
<translation>Zu vergleichende Kanäle. Vorgabe: alle außer einem Alphakanal. Das zweite Bild benötigt Kanäle mit denselben Namen oder, ohne Namen, dieselbe Anzahl von Kanälen.</translation>
</message>
<message>
<source>Bands to describe. By default all bands except an alpha band.</source>
<translation>Zu beschreibende Kanäle. Vorgabe: alle außer einem Alphakanal.</translation>
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
<source>Bisecting K-means</source>
<translation>Bisecting K-Means (halbierend)</translation>
</message>
<message>
<source>Blue band for indices</source>
<translation>Blauer Kanal für Indizes</translation>
</message>
<message>
<source>Bright surface, snow or cloud</source>
<translation>Helle Oberfläche, Schnee oder Wolke</translation>
</message>
<message>
<source>CSV file instead of the table. Its first line names the columns class (or from), to, name and color in any order; other columns are ignored. The separator is a comma, a semicolon or a tab. In the column to, 0, nodata or drop sets the class to nodata.</source>
<translation>CSV-Datei anstelle der Tabelle. Ihre erste Zeile nennt die Spalten class (oder from), to, name und color in beliebiger Reihenfolge; andere Spalten werden ignoriert. Das Trennzeichen ist ein Komma, ein Semikolon oder ein Tabulator. In der Spalte to setzt 0, nodata oder drop die Klasse auf Leerwert.</translation>
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
<source>Cancelled: nothing was written.</source>
<translation>Abgebrochen: Es wurde nichts geschrieben.</translation>
</message>
<message>
<source>Change map</source>
<translation>Veränderungskarte</translation>
</message>
<message>
<source>Change report</source>
<translation>Veränderungsbericht</translation>
</message>
<message>
<source>Changes</source>
<translation>Veränderungen</translation>
</message>
<message>
<source>Class</source>
<translation>Klasse</translation>
</message>
<message>
<source>Class colours</source>
<translation>Klassenfarben</translation>
</message>
<message>
<source>Class field</source>
<translation>Klassenfeld</translation>
</message>
<message>
<source>Class map</source>
<translation>Klassenkarte</translation>
</message>
<message>
<source>Class maps</source>
<translation>Klassenkarten</translation>
</message>
<message>
<source>Class names</source>
<translation>Klassennamen</translation>
</message>
<message>
<source>Class polygons</source>
<translation>Klassenpolygone</translation>
</message>
<message>
<source>Class report</source>
<translation>Klassenbericht</translation>
</message>
<message>
<source>Class statistics</source>
<translation>Klassenstatistik</translation>
</message>
<message>
<source>Class table</source>
<translation>Klassentabelle</translation>
</message>
<message>
<source>Class {name} has too many patches for one polygon in {path}. Choose a polygon for each patch, or a larger minimum patch size.</source>
<translation>Klasse {name} hat zu viele Teilflächen für ein Polygon in {path}. Wählen Sie ein Polygon je Teilfläche oder eine größere Mindestgröße der Teilflächen.</translation>
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
<source>Classes before merging, below their reference classes.</source>
<translation>Klassen vor dem Zusammenfassen, unter ihren Referenzklassen.</translation>
</message>
<message>
<source>Classes of the map</source>
<translation>Klassen der Karte</translation>
</message>
<message>
<source>Classification without training data</source>
<translation>Klassifikation ohne Trainingsdaten</translation>
</message>
<message>
<source>Classified pixels</source>
<translation>Klassifizierte Pixel</translation>
</message>
<message>
<source>Classified pixels: {n_pixels:,}; nodata pixels: {n_nodata:,}</source>
<translation>Klassifizierte Pixel: {n_pixels:,}; Leerwertpixel: {n_nodata:,}</translation>
</message>
<message>
<source>Classifies the images of two dates with one model and maps the changes.</source>
<translation>Klassifiziert die Bilder zweier Zeitpunkte mit einem Modell und kartiert die Veränderungen.</translation>
</message>
<message>
<source>Classifies the pixels of a raster with the classes of a saved model.</source>
<translation>Klassifiziert die Pixel eines Rasters mit den Klassen eines gespeicherten Modells.</translation>
</message>
<message>
<source>Classify several images with one model</source>
<translation>Mehrere Bilder mit einem Modell klassifizieren</translation>
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
<source>Click a name to hide its class.</source>
<translation>Klicken Sie auf einen Namen, um seine Klasse auszublenden.</translation>
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
<source>Colours as in the map of changes.</source>
<translation>Farben wie in der Veränderungskarte.</translation>
</message>
<message>
<source>Command that repeats the run</source>
<translation>Befehl, der den Lauf wiederholt</translation>
</message>
<message>
<source>Compare two class maps</source>
<translation>Zwei Klassenkarten vergleichen</translation>
</message>
<message>
<source>Compared pixels</source>
<translation>Verglichene Pixel</translation>
</message>
<message>
<source>Comparison of two class maps</source>
<translation>Vergleich zweier Klassenkarten</translation>
</message>
<message>
<source>Computed from a sample of {n:,} pixels, the silhouette from {few:,} of them.</source>
<translation>Berechnet aus einer Stichprobe von {n:,} Pixeln, die Silhouette aus {few:,} davon.</translation>
</message>
<message>
<source>Computed from the bands: NDVI (vegetation), NDWI and MNDWI (water), NDBI (built-up area), NDMI (moisture), BSI (bare soil). Each index has the mean weight of a band. Its bands need not be among the chosen bands.</source>
<translation>Werden aus den Kanälen berechnet: NDVI (Vegetation), NDWI und MNDWI (Wasser), NDBI (Bebauung), NDMI (Feuchte), BSI (offener Boden). Jeder Index hat das mittlere Gewicht eines Kanals. Seine Kanäle müssen nicht zu den gewählten gehören.</translation>
</message>
<message>
<source>Computes areas, spectra and separability of the classes of any map.</source>
<translation>Berechnet Flächen, Spektren und Trennbarkeit der Klassen jeder Karte.</translation>
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
<source>Dask scheduler (empty: this computer)</source>
<translation>Dask-Scheduler (leer: dieser Rechner)</translation>
</message>
<message>
<source>Date: {value}</source>
<translation>Datum: {value}</translation>
</message>
<message>
<source>Default: the band named {names}. Choose a band if no name is known.</source>
<translation>Vorgabe: der Kanal mit dem Namen {names}. Wählen Sie einen Kanal, wenn kein Name bekannt ist.</translation>
</message>
<message>
<source>Dense vegetation</source>
<translation>Dichte Vegetation</translation>
</message>
<message>
<source>Distance of pixels to their own class, compared with the nearest other class. Higher is better.</source>
<translation>Abstand der Pixel zu ihrer eigenen Klasse, verglichen mit der nächsten anderen Klasse. Höher ist besser.</translation>
</message>
<message>
<source>Distinct</source>
<translation>Deutlich verschieden</translation>
</message>
<message>
<source>Each class of one map is matched with at most one class of the other, so that as many pixels as possible agree. Agreement is the part of the pixels that agree. Kappa corrects it for chance: 1 is full agreement, 0 is agreement by chance.</source>
<translation>Jede Klasse einer Karte wird höchstens einer Klasse der anderen zugeordnet, sodass möglichst viele Pixel übereinstimmen. Die Übereinstimmung ist der Anteil der übereinstimmenden Pixel. Kappa bereinigt sie um den Zufall: 1 ist volle Übereinstimmung, 0 ist zufällige Übereinstimmung.</translation>
</message>
<message>
<source>Each class of the map is matched with the reference class of most of its pixels. Purity is therefore equal to overall accuracy. Both are too high for a map with many classes and few reference pixels. Kappa corrects the accuracy for chance. The adjusted Rand index needs no matching: it is 1 for identical partitions and about 0 for unrelated ones.</source>
<translation>Jede Klasse der Karte wird der Referenzklasse zugeordnet, die die meisten ihrer Pixel haben. Die Reinheit ist daher gleich der Gesamtgenauigkeit. Beide sind zu hoch bei einer Karte mit vielen Klassen und wenigen Referenzpixeln. Kappa bereinigt die Genauigkeit um den Zufall. Der adjustierte Rand-Index benötigt keine Zuordnung: Er ist 1 bei identischen Einteilungen und etwa 0 bei unabhängigen.</translation>
</message>
<message>
<source>Each map has the name of its image with the suffix {suffix}.</source>
<translation>Jede Karte hat den Namen ihres Bildes mit dem Zusatz {suffix}.</translation>
</message>
<message>
<source>Each smaller patch gets the class of its largest neighbour.</source>
<translation>Jede kleinere Teilfläche bekommt die Klasse ihres größten Nachbarn.</translation>
</message>
<message>
<source>Each smaller patch gets the class of its largest neighbour. 1 keeps all patches.</source>
<translation>Jede kleinere Teilfläche bekommt die Klasse ihres größten Nachbarn. 1 behält alle Teilflächen.</translation>
</message>
<message>
<source>Each smaller patch gets the class of its largest neighbour. The smallest patches change first. Nodata stays nodata.</source>
<translation>Jede kleinere Teilfläche bekommt die Klasse ihres größten Nachbarn. Die kleinsten Teilflächen ändern sich zuerst. Leerwert bleibt Leerwert.</translation>
</message>
<message>
<source>Edit table</source>
<translation>Änderungstabelle</translation>
</message>
<message>
<source>Edit table (CSV file)</source>
<translation>Änderungstabelle (CSV-Datei)</translation>
</message>
<message>
<source>Edited class map</source>
<translation>Bearbeitete Klassenkarte</translation>
</message>
<message>
<source>Edited model</source>
<translation>Bearbeitetes Modell</translation>
</message>
<message>
<source>Estimate: {memory:,.0f} MB of memory in addition to QGIS, at most {disk:,.0f} MB of disk space</source>
<translation>Schätzung: {memory:,.0f} MB Arbeitsspeicher zusätzlich zu QGIS, höchstens {disk:,.0f} MB Speicherplatz</translation>
</message>
<message>
<source>Even the largest number tried, {k}, gives classes that are all separable (distance of the nearest two: {apart:.2f} of 2) and stable (agreement on other pixels: {stable:.2f}). The image may contain more classes. Raise the largest number, or take as many classes as you can name.</source>
<translation>Selbst die größte ausprobierte Anzahl, {k}, ergibt Klassen, die alle trennbar (Distanz der nächsten zwei: {apart:.2f} von 2) und stabil sind (Übereinstimmung bei anderen Pixeln: {stable:.2f}). Das Bild enthält vielleicht mehr Klassen. Erhöhen Sie die maximale Anzahl, oder nehmen Sie so viele Klassen, wie Sie benennen können.</translation>
</message>
<message>
<source>Excluded</source>
<translation>Ausgeschlossen</translation>
</message>
<message>
<source>Extent (none: whole raster)</source>
<translation>Ausdehnung (keine: ganzes Raster)</translation>
</message>
<message>
<source>FIELD is empty. Choose the field of the reference with the class.</source>
<translation>FIELD ist leer. Wählen Sie das Feld der Referenz mit der Klasse.</translation>
</message>
<message>
<source>Features without a geometry or a class: {n}</source>
<translation>Objekte ohne Geometrie oder Klasse: {n}</translation>
</message>
<message>
<source>Field of the points or polygons with the class: text or number.</source>
<translation>Feld der Punkte oder Polygone mit der Klasse: Text oder Zahl.</translation>
</message>
<message>
<source>File pattern (instead of layers)</source>
<translation>Dateimuster (anstelle von Layern)</translation>
</message>
<message>
<source>First class map</source>
<translation>Erste Klassenkarte</translation>
</message>
<message>
<source>First component ({share:.1%} of the variance)</source>
<translation>Erste Komponente ({share:.1%} der Varianz)</translation>
</message>
<message>
<source>First image</source>
<translation>Erstes Bild</translation>
</message>
<message>
<source>First map</source>
<translation>Erste Karte</translation>
</message>
<message>
<source>First number to try.</source>
<translation>Erste Anzahl, die ausprobiert wird.</translation>
</message>
<message>
<source>Flows between classes</source>
<translation>Ströme zwischen den Klassen</translation>
</message>
<message>
<source>For a mask of polygons. The centre of a pixel decides on which side it is.</source>
<translation>Für eine Maske aus Polygonen. Der Mittelpunkt eines Pixels entscheidet, auf welcher Seite es liegt.</translation>
</message>
<message>
<source>For a mask that is the scene classification (SCL) of a Sentinel-2 product.</source>
<translation>Für eine Maske, die die Szenenklassifikation (SCL) eines Sentinel-2-Produkts ist.</translation>
</message>
<message>
<source>For any other raster mask: numbers and ranges, such as 0, 3, 8-10.</source>
<translation>Für jede andere Rastermaske: Zahlen und Bereiche, etwa 0, 3, 8-10.</translation>
</message>
<message>
<source>For example scenes/*.tif; files are sorted by name. ** includes subfolders. Maps of this algorithm are skipped.</source>
<translation>Zum Beispiel szenen/*.tif; die Dateien werden nach Namen sortiert. ** schließt Unterordner ein. Karten dieses Algorithmus werden übersprungen.</translation>
</message>
<message>
<source>Found</source>
<translation>Gefunden</translation>
</message>
<message>
<source>From</source>
<translation>Von</translation>
</message>
<message>
<source>From 2 to 255. An image with fewer distinct pixels gives fewer classes, and the log reports it.</source>
<translation>Von 2 bis 255. Ein Bild mit weniger verschiedenen Pixeln ergibt weniger Klassen, und das Protokoll meldet es.</translation>
</message>
<message>
<source>From 2 to 255. Suggest the number of classes proposes one.</source>
<translation>Von 2 bis 255. „Anzahl der Klassen vorschlagen“ schlägt eine vor.</translation>
</message>
<message>
<source>From a Sentinel-2 product to polygons</source>
<translation>Vom Sentinel-2-Produkt zu Polygonen</translation>
</message>
<message>
<source>Gaussian mixture</source>
<translation>Gaußsche Mischverteilung</translation>
</message>
<message>
<source>GeoPackage of the classes as polygons, with names, areas and colours. It replaces an existing GeoPackage with all its layers.</source>
<translation>GeoPackage der Klassen als Polygone, mit Namen, Flächen und Farben. Es ersetzt ein vorhandenes GeoPackage mit allen seinen Layern.</translation>
</message>
<message>
<source>GeoPackage with one polygon for each class, and its name, area and colour.</source>
<translation>GeoPackage mit einem Polygon je Klasse, mit Name, Fläche und Farbe.</translation>
</message>
<message>
<source>GeoTIFF of confidence in percent: 0 % halfway between the two nearest class centres, 100 % on a class centre.</source>
<translation>GeoTIFF der Konfidenz in Prozent: 0 % in der Mitte zwischen den zwei nächsten Klassenzentren, 100 % auf einem Klassenzentrum.</translation>
</message>
<message>
<source>GeoTIFF of scene classes; only for products of Level-2A.</source>
<translation>GeoTIFF der Szenenklassen; nur bei Produkten der Stufe Level-2A.</translation>
</message>
<message>
<source>GeoTIFF of the classes without small patches.</source>
<translation>GeoTIFF der Klassen ohne kleine Teilflächen.</translation>
</message>
<message>
<source>GeoTIFF of the classes.</source>
<translation>GeoTIFF der Klassen.</translation>
</message>
<message>
<source>GeoTIFF of the same classes, with the same names and colours.</source>
<translation>GeoTIFF derselben Klassen, mit denselben Namen und Farben.</translation>
</message>
<message>
<source>GeoTIFF with one class for each transition, named from → to; 1 is unchanged.</source>
<translation>GeoTIFF mit einer Klasse für jeden Übergang, benannt von → nach; 1 ist unverändert.</translation>
</message>
<message>
<source>Green band for indices</source>
<translation>Grüner Kanal für Indizes</translation>
</message>
<message>
<source>Grid: {width:,} x {height:,} pixels</source>
<translation>Gitter: {width:,} x {height:,} Pixel</translation>
</message>
<message>
<source>Grouping of polygons</source>
<translation>Gruppierung der Polygone</translation>
</message>
<message>
<source>Groups the pixels of a raster into classes of similar values.</source>
<translation>Gruppiert die Pixel eines Rasters in Klassen ähnlicher Werte.</translation>
</message>
<message>
<source>Groups the pixels of several rasters into the same classes.</source>
<translation>Gruppiert die Pixel mehrerer Raster in dieselben Klassen.</translation>
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
<source>Hectares need a coordinate system with a known unit.</source>
<translation>Hektar setzen ein Koordinatenbezugssystem mit bekannter Einheit voraus.</translation>
</message>
<message>
<source>ISODATA</source>
<translation>ISODATA</translation>
</message>
<message>
<source>ISODATA started with {n_clusters} classes and ended with {n_classes}.</source>
<translation>ISODATA begann mit {n_clusters} Klassen und endete mit {n_classes}.</translation>
</message>
<message>
<source>ISODATA: maximum merges per iteration</source>
<translation>ISODATA: max. Zusammenfassungen je Iteration</translation>
</message>
<message>
<source>ISODATA: maximum spread (0: automatic)</source>
<translation>ISODATA: maximale Streuung (0: automatisch)</translation>
</message>
<message>
<source>ISODATA: minimum class size (%)</source>
<translation>ISODATA: minimale Klassengröße (%)</translation>
</message>
<message>
<source>ISODATA: minimum distance (0: automatic)</source>
<translation>ISODATA: minimaler Abstand (0: automatisch)</translation>
</message>
<message>
<source>If at least the red and near-infrared bands are known by name, spectral indices suggest a name for each class, such as water, dense vegetation or bare soil. The mark (?) shows that you have to check it. Other classes have numbers.</source>
<translation>Wenn mindestens der rote und der nahinfrarote Kanal am Namen erkannt werden, schlagen Spektralindizes für jede Klasse einen Namen vor, etwa Wasser, dichte Vegetation oder offener Boden. Das Zeichen (?) zeigt, dass Sie ihn prüfen müssen. Andere Klassen haben Nummern.</translation>
</message>
<message>
<source>Ignored features without geometry or class: {n:,}</source>
<translation>Ignorierte Objekte ohne Geometrie oder Klasse: {n:,}</translation>
</message>
<message>
<source>Ignored points and polygons outside the map: {n:,}</source>
<translation>Ignorierte Punkte und Polygone außerhalb der Karte: {n:,}</translation>
</message>
<message>
<source>Ignored reference pixels without a class in the map: {n:,}</source>
<translation>Ignorierte Referenzpixel ohne Klasse in der Karte: {n:,}</translation>
</message>
<message>
<source>Image</source>
<translation>Bild</translation>
</message>
<message>
<source>Image colours</source>
<translation>Bildfarben</translation>
</message>
<message>
<source>Image colours: the mean colour of the pixels of a class in the style of the layer.</source>
<translation>Bildfarben: die mittlere Farbe der Pixel einer Klasse im Stil des Layers.</translation>
</message>
<message>
<source>Image of another date with the same grid and bands.</source>
<translation>Bild eines anderen Zeitpunkts mit demselben Gitter und denselben Kanälen.</translation>
</message>
<message>
<source>Image that defines the classes: any raster that GDAL can read.</source>
<translation>Bild, das die Klassen bestimmt: jedes Raster, das GDAL lesen kann.</translation>
</message>
<message>
<source>Image that gives the values of the bands.</source>
<translation>Bild, das die Werte der Kanäle liefert.</translation>
</message>
<message>
<source>Image to classify: any raster that GDAL can read.</source>
<translation>Zu klassifizierendes Bild: jedes Raster, das GDAL lesen kann.</translation>
</message>
<message>
<source>Images to classify. The first one defines the bands, and its style the colours.</source>
<translation>Zu klassifizierende Bilder. Das erste bestimmt die Kanäle, sein Stil die Farben.</translation>
</message>
<message>
<source>Indices</source>
<translation>Indizes</translation>
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
<source>Information that the maps share, divided by the mean of their information: from 0 (none) to 1 (all). Values and names of classes do not matter.</source>
<translation>Gemeinsame Information der Karten, geteilt durch das Mittel ihrer Information: von 0 (keine) bis 1 (alles). Werte und Namen der Klassen spielen keine Rolle.</translation>
</message>
<message>
<source>Inside</source>
<translation>Innen</translation>
</message>
<message>
<source>Its values are converted to the unit of the first raster.</source>
<translation>Seine Werte werden in die Einheit des ersten Rasters umgerechnet.</translation>
</message>
<message>
<source>JSON files (*.json)</source>
<translation>JSON-Dateien (*.json)</translation>
</message>
<message>
<source>Jeffries-Matusita distance</source>
<translation>Jeffries-Matusita-Distanz</translation>
</message>
<message>
<source>Jeffries-Matusita distance of each pair of classes, from 0 (identical) to 2 (no overlap). Below {merge:.2f}, two classes are as close as the halves of one evenly filled cloud of pixels. From {separate}, they are well separated.</source>
<translation>Jeffries-Matusita-Distanz jedes Klassenpaars, von 0 (identisch) bis 2 (keine Überlappung). Unter {merge:.2f} liegen zwei Klassen so nah beieinander wie die Hälften einer gleichmäßig gefüllten Pixelwolke. Ab {separate} sind sie gut getrennt.</translation>
</message>
<message>
<source>Jeffries-Matusita distance of the nearest two classes, from 0 (identical) to 2 (no overlap). Below {limit:.2f}, they may be halves of one cloud of pixels.</source>
<translation>Jeffries-Matusita-Distanz der nächsten zwei Klassen, von 0 (identisch) bis 2 (keine Überlappung). Unter {limit:.2f} sind sie vielleicht Hälften einer Pixelwolke.</translation>
</message>
<message>
<source>K-means</source>
<translation>K-Means</translation>
</message>
<message>
<source>K-means finds round classes and is the fastest; its classes are tighter than those of mini-batch K-means. Bisecting K-means repeatedly splits the loosest class. A Gaussian mixture finds elongated classes and needs no scaling. ISODATA changes the number of classes during the fit. Ward merges many small groups into classes of any shape.</source>
<translation>K-Means findet runde Klassen und ist am schnellsten; seine Klassen sind kompakter als die von Mini-Batch-K-Means. Bisecting K-Means teilt wiederholt die am wenigsten kompakte Klasse. Eine Gaußsche Mischverteilung findet längliche Klassen und benötigt keine Skalierung. ISODATA ändert die Anzahl der Klassen während der Anpassung. Ward fasst viele kleine Gruppen zu Klassen beliebiger Form zusammen.</translation>
</message>
<message>
<source>Kappa</source>
<translation>Kappa</translation>
</message>
<message>
<source>Kappa after matching classes</source>
<translation>Kappa nach der Zuordnung der Klassen</translation>
</message>
<message>
<source>Larger numbers than {last} need more different pixels than there are.</source>
<translation>Größere Anzahlen als {last} benötigen mehr verschiedene Pixel, als es gibt.</translation>
</message>
<message>
<source>Largest changes</source>
<translation>Größte Veränderungen</translation>
</message>
<message>
<source>Largest number that may be suggested, up to 50.</source>
<translation>Größte Anzahl, die vorgeschlagen werden darf, höchstens 50.</translation>
</message>
<message>
<source>Largest standard deviation of a band in a class. A class with a larger one is split. The unit is that of the raster, or standard deviations of standardised bands. Automatic: twice the typical value of K-means classes.</source>
<translation>Größte Standardabweichung eines Kanals in einer Klasse. Eine Klasse mit einer größeren wird geteilt. Die Einheit ist die des Rasters, bei standardisierten Kanälen deren Standardabweichung. Automatisch: das Doppelte des typischen Werts von K-Means-Klassen.</translation>
</message>
<message>
<source>Last number to try, up to 50. An image with fewer distinct pixels ends the trials earlier. Each number takes seven fits, and larger numbers take longer.</source>
<translation>Letzte Anzahl, die ausprobiert wird, höchstens 50. Bei einem Bild mit weniger verschiedenen Pixeln enden die Versuche früher. Jede Anzahl erfordert sieben Anpassungen, und größere dauern länger.</translation>
</message>
<message>
<source>Level: {value}</source>
<translation>Stufe: {value}</translation>
</message>
<message>
<source>Load class maps on completion</source>
<translation>Klassenkarten bei Abschluss laden</translation>
</message>
<message>
<source>Makes one raster of the bands of a Sentinel-2 product.</source>
<translation>Erstellt ein Raster aus den Kanälen eines Sentinel-2-Produkts.</translation>
</message>
<message>
<source>Mask clouds with scene classifications</source>
<translation>Wolken mit Szenenklassifikationen maskieren</translation>
</message>
<message>
<source>Mask layer</source>
<translation>Maskenlayer</translation>
</message>
<message>
<source>Masked side of polygons</source>
<translation>Maskierte Seite der Polygone</translation>
</message>
<message>
<source>Matched: {after} of the map, {before} of the reference</source>
<translation>Zugeordnet: {after} der Karte, {before} der Referenz</translation>
</message>
<message>
<source>Matched: {before} of the first map, {after} of the second map</source>
<translation>Zugeordnet: {before} der ersten Karte, {after} der zweiten Karte</translation>
</message>
<message>
<source>Matching the classes of two maps needs scipy, which this Python lacks ({reason}). Install it (Debian and Ubuntu: apt install python3-scipy; Windows: in the OSGeo4W Shell, python -m pip install scipy) and restart QGIS.</source>
<translation>Die Zuordnung der Klassen zweier Karten benötigt scipy, das diesem Python fehlt ({reason}). Installieren Sie es (Debian und Ubuntu: apt install python3-scipy; Windows: in der OSGeo4W-Shell, python -m pip install scipy) und starten Sie QGIS neu.</translation>
</message>
<message>
<source>Maximum number of classes</source>
<translation>Maximale Anzahl der Klassen</translation>
</message>
<message>
<source>Maximum number of iterations</source>
<translation>Maximale Anzahl der Iterationen</translation>
</message>
<message>
<source>Mean of each class.</source>
<translation>Mittelwert jeder Klasse.</translation>
</message>
<message>
<source>Meaning of the measures</source>
<translation>Bedeutung der Maße</translation>
</message>
<message>
<source>Measures the agreement of a class map with reference data.</source>
<translation>Misst die Übereinstimmung einer Klassenkarte mit Referenzdaten.</translation>
</message>
<message>
<source>Measures the agreement of two class maps and lists the changes between them.</source>
<translation>Misst die Übereinstimmung zweier Klassenkarten und listet die Veränderungen zwischen ihnen auf.</translation>
</message>
<message>
<source>Merge, rename and recolour classes</source>
<translation>Klassen zusammenfassen, umbenennen und umfärben</translation>
</message>
<message>
<source>Merges, renames, recolours or drops classes of a map and of its model.</source>
<translation>Fasst Klassen einer Karte und ihres Modells zusammen, benennt sie um, färbt sie um oder verwirft sie.</translation>
</message>
<message>
<source>Mini-batch K-means (needs scikit-learn)</source>
<translation>Mini-Batch-K-Means (benötigt scikit-learn)</translation>
</message>
<message>
<source>Mini-batch K-means needs scikit-learn, which this Python lacks ({reason}). Install it (Debian and Ubuntu: apt install python3-sklearn; Windows: in the OSGeo4W Shell, python -m pip install scikit-learn) and restart QGIS, or choose K-means, which needs no other package.</source>
<translation>Mini-Batch-K-Means benötigt scikit-learn, das diesem Python fehlt ({reason}). Installieren Sie es (Debian und Ubuntu: apt install python3-sklearn; Windows: in der OSGeo4W-Shell, python -m pip install scikit-learn) und starten Sie QGIS neu, oder wählen Sie K-Means, das kein weiteres Paket benötigt.</translation>
</message>
<message>
<source>Minimum number of classes</source>
<translation>Minimale Anzahl der Klassen</translation>
</message>
<message>
<source>Minimum patch size (0: keep all)</source>
<translation>Mindestgröße der Teilflächen (0: alle bleiben)</translation>
</message>
<message>
<source>Minimum patch size (hectares)</source>
<translation>Mindestgröße der Teilflächen (Hektar)</translation>
</message>
<message>
<source>Minimum patch size (pixels)</source>
<translation>Mindestgröße der Teilflächen (Pixel)</translation>
</message>
<message>
<source>Minimum patch size: {n_pixels:,} pixels</source>
<translation>Mindestgröße der Teilflächen: {n_pixels:,} Pixel</translation>
</message>
<message>
<source>Model</source>
<translation>Modell</translation>
</message>
<message>
<source>Model of the class map</source>
<translation>Modell der Klassenkarte</translation>
</message>
<message>
<source>Model that Classify without training data wrote.</source>
<translation>Modell, das „Ohne Trainingsdaten klassifizieren“ geschrieben hat.</translation>
</message>
<message>
<source>Model to edit in the same way. It also gives names and colours to a map without them, for example after a sieve.</source>
<translation>Modell, das ebenso bearbeitet wird. Es liefert auch Namen und Farben für eine Karte, die keine hat, zum Beispiel nach dem Sieben.</translation>
</message>
<message>
<source>Model with the edited classes for Apply a model to another image.</source>
<translation>Modell mit den bearbeiteten Klassen für „Modell auf ein anderes Bild anwenden“.</translation>
</message>
<message>
<source>Mutual information</source>
<translation>Transinformation</translation>
</message>
<message>
<source>Names with (?) are suggestions from spectra. Check each name in the map.</source>
<translation>Namen mit (?) sind Vorschläge aus den Spektren. Prüfen Sie jeden Namen in der Karte.</translation>
</message>
<message>
<source>Near-infrared band for indices</source>
<translation>Nahinfraroter Kanal für Indizes</translation>
</message>
<message>
<source>Nearest pair:</source>
<translation>Nächstes Paar:</translation>
</message>
<message>
<source>No Dask scheduler answers at {address} ({reason}). Check the address and that the scheduler runs, or leave it empty to work on this machine.</source>
<translation>Unter {address} antwortet kein Dask-Scheduler ({reason}). Prüfen Sie die Adresse und ob der Scheduler läuft, oder lassen Sie sie leer, um auf diesem Rechner zu arbeiten.</translation>
</message>
<message>
<source>No data</source>
<translation>Leerwert</translation>
</message>
<message>
<source>No number stands out: with none are all classes both separable and stable. The pixels form a continuum, which every number divides in another way. Choose the number by the purpose of the map.</source>
<translation>Keine Anzahl hebt sich ab: Bei keiner sind alle Klassen zugleich trennbar und stabil. Die Pixel bilden ein Kontinuum, das jede Anzahl anders teilt. Wählen Sie die Anzahl nach dem Zweck der Karte.</translation>
</message>
<message>
<source>No pair has a distance below {merge:.2f}.</source>
<translation>Kein Paar hat eine Distanz unter {merge:.2f}.</translation>
</message>
<message>
<source>No pixel has a class in both maps.</source>
<translation>Kein Pixel hat in beiden Karten eine Klasse.</translation>
</message>
<message>
<source>Nodata</source>
<translation>Leerwerte</translation>
</message>
<message>
<source>None</source>
<translation>Keine</translation>
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
<source>Number of classes</source>
<translation>Anzahl der Klassen</translation>
</message>
<message>
<source>Number of classified pixels</source>
<translation>Anzahl der klassifizierten Pixel</translation>
</message>
<message>
<source>Number of images</source>
<translation>Anzahl der Bilder</translation>
</message>
<message>
<source>Number of initialisations</source>
<translation>Anzahl der Initialisierungen</translation>
</message>
<message>
<source>Number of nodata pixels</source>
<translation>Anzahl der Leerwertpixel</translation>
</message>
<message>
<source>Number of pixels with class and value</source>
<translation>Anzahl der Pixel mit Klasse und Wert</translation>
</message>
<message>
<source>Number of pixels without class or value</source>
<translation>Anzahl der Pixel ohne Klasse oder Wert</translation>
</message>
<message>
<source>Number of principal components to compare in place of bands and indices. They hold most of the variance with less noise. The log reports their share of the variance.</source>
<translation>Anzahl der Hauptkomponenten, die anstelle von Kanälen und Indizes verglichen werden. Sie enthalten den größten Teil der Varianz mit weniger Rauschen. Das Protokoll nennt ihren Anteil an der Varianz.</translation>
</message>
<message>
<source>Number of reference pixels with a class</source>
<translation>Anzahl der Referenzpixel mit Klasse</translation>
</message>
<message>
<source>Number of valid pixels for the fit, drawn from the whole image. An image with at most twice as many is used whole. Every pixel is classified afterwards. 0 refines the fit on all pixels: slower, and rarely a different map.</source>
<translation>Anzahl der gültigen Pixel für die Anpassung, gezogen aus dem ganzen Bild. Ein Bild mit höchstens doppelt so vielen wird ganz verwendet. Danach wird jedes Pixel klassifiziert. 0 verfeinert die Anpassung an allen Pixeln: langsamer, und selten eine andere Karte.</translation>
</message>
<message>
<source>Number of valid pixels for the fit, in equal parts from all images. Every pixel is classified afterwards.</source>
<translation>Anzahl der gültigen Pixel für die Anpassung, zu gleichen Teilen aus allen Bildern. Danach wird jedes Pixel klassifiziert.</translation>
</message>
<message>
<source>Number of valid pixels, drawn once from the whole image for all trials. An image with at most twice as many is used whole.</source>
<translation>Anzahl der gültigen Pixel, einmal für alle Versuche aus dem ganzen Bild gezogen. Ein Bild mit höchstens doppelt so vielen wird ganz verwendet.</translation>
</message>
<message>
<source>Numbers</source>
<translation>Nummern</translation>
</message>
<message>
<source>Numbers are class values.</source>
<translation>Zahlen sind Klassenwerte.</translation>
</message>
<message>
<source>OUTPUT_MODEL needs a MODEL. Give the model of the class map.</source>
<translation>OUTPUT_MODEL benötigt ein MODEL. Geben Sie das Modell der Klassenkarte an.</translation>
</message>
<message>
<source>Of a map with many classes, the {n} largest are separate and the others combined.</source>
<translation>Bei einer Karte mit vielen Klassen sind die {n} größten einzeln dargestellt und die anderen zusammengefasst.</translation>
</message>
<message>
<source>One polygon per class</source>
<translation>Ein Polygon je Klasse</translation>
</message>
<message>
<source>One polygon per patch</source>
<translation>Ein Polygon je Teilfläche</translation>
</message>
<message>
<source>One row for each class to change: its number; its new number, or nodata; a name; a colour such as #ff8000. Cells may be empty.</source>
<translation>Eine Zeile für jede zu ändernde Klasse: ihre Nummer; ihre neue Nummer oder nodata; ein Name; eine Farbe wie #ff8000. Zellen dürfen leer sein.</translation>
</message>
<message>
<source>One row for each number of classes, with all its quality measures.</source>
<translation>Eine Zeile für jede Anzahl der Klassen, mit allen Gütemaßen.</translation>
</message>
<message>
<source>Only the {n} largest classes are drawn.</source>
<translation>Nur die {n} größten Klassen sind gezeichnet.</translation>
</message>
<message>
<source>Only the {n} largest; the table of transitions contains all.</source>
<translation>Nur die {n} größten; die Übergangstabelle enthält alle.</translation>
</message>
<message>
<source>Open a Sentinel-2 product</source>
<translation>Sentinel-2-Produkt öffnen</translation>
</message>
<message>
<source>Opens a product, masks clouds, classifies, and draws polygons without small patches.</source>
<translation>Öffnet ein Produkt, maskiert Wolken, klassifiziert und zeichnet Polygone ohne kleine Teilflächen.</translation>
</message>
<message>
<source>Other changes</source>
<translation>Andere Veränderungen</translation>
</message>
<message>
<source>Other indices</source>
<translation>Andere Indizes</translation>
</message>
<message>
<source>Output folder</source>
<translation>Ausgabeordner</translation>
</message>
<message>
<source>Outside</source>
<translation>Außen</translation>
</message>
<message>
<source>Overall accuracy</source>
<translation>Gesamtgenauigkeit</translation>
</message>
<message>
<source>Overall accuracy (%)</source>
<translation>Gesamtgenauigkeit (%)</translation>
</message>
<message>
<source>Overall accuracy: {percent:.2f} %, kappa {kappa:.4f}</source>
<translation>Gesamtgenauigkeit: {percent:.2f} %, Kappa {kappa:.4f}</translation>
</message>
<message>
<source>Overview</source>
<translation>Übersicht</translation>
</message>
<message>
<source>PATTERN {pattern} matches no file. Give a pattern such as scenes/*.tif.</source>
<translation>PATTERN {pattern} passt auf keine Datei. Geben Sie ein Dateimuster wie szenen/*.tif an.</translation>
</message>
<message>
<source>Page with both maps and their changes, a Sankey diagram of the transitions, the contingency table, the largest changes, and the command that repeats the run.</source>
<translation>Seite mit beiden Karten und ihren Veränderungen, einem Sankey-Diagramm der Übergänge, der Kontingenztabelle, den größten Veränderungen und dem Befehl, der den Lauf wiederholt.</translation>
</message>
<message>
<source>Page with both maps, their changes and the transitions.</source>
<translation>Seite mit beiden Karten, ihren Veränderungen und den Übergängen.</translation>
</message>
<message>
<source>Page with the accuracies and the confusion matrix.</source>
<translation>Seite mit den Genauigkeiten und der Konfusionsmatrix.</translation>
</message>
<message>
<source>Page with the image and the map, areas, spectra and separability of the classes, and the command that repeats the run.</source>
<translation>Seite mit dem Bild und der Karte, mit Flächen, Spektren und Trennbarkeit der Klassen und mit dem Befehl, der den Lauf wiederholt.</translation>
</message>
<message>
<source>Page with the image and the map, areas, spectra and separability of the classes.</source>
<translation>Seite mit dem Bild und der Karte, mit Flächen, Spektren und Trennbarkeit der Klassen.</translation>
</message>
<message>
<source>Page with the reasons for the number of classes, and the figures of each number.</source>
<translation>Seite mit den Gründen für die Anzahl der Klassen und den Gütemaßen jeder Anzahl.</translation>
</message>
<message>
<source>Page with the suggestion, and charts and a table of all trials.</source>
<translation>Seite mit dem Vorschlag sowie Diagrammen und einer Tabelle aller Versuche.</translation>
</message>
<message>
<source>Pairs to merge</source>
<translation>Zusammenzufassende Paare</translation>
</message>
<message>
<source>Pairs with a distance below {merge:.2f}, the nearest first.</source>
<translation>Paare mit einer Distanz unter {merge:.2f}, die nächsten zuerst.</translation>
</message>
<message>
<source>Parameters of the run</source>
<translation>Parameter des Laufs</translation>
</message>
<message>
<source>Part of all pairs of pixels that both maps put into the same class, or both into different classes, corrected for chance. It is 1 for identical partitions and about 0 for unrelated ones. Values and names of classes do not matter.</source>
<translation>Anteil aller Pixelpaare, die beide Karten in dieselbe Klasse oder beide in verschiedene Klassen legen, um den Zufall bereinigt. Er ist 1 bei identischen Einteilungen und etwa 0 bei unabhängigen. Werte und Namen der Klassen spielen keine Rolle.</translation>
</message>
<message>
<source>Part of the raster to process, for example the map canvas for a quick test.</source>
<translation>Zu verarbeitender Teil des Rasters, zum Beispiel der Kartenausschnitt für einen schnellen Test.</translation>
</message>
<message>
<source>Passes both tests</source>
<translation>Besteht beide Prüfungen</translation>
</message>
<message>
<source>Passes no test</source>
<translation>Besteht keine Prüfung</translation>
</message>
<message>
<source>Passes one test</source>
<translation>Besteht eine Prüfung</translation>
</message>
<message>
<source>Percent of the pixels. A smaller class is dropped, and other classes take its pixels.</source>
<translation>Prozent der Pixel. Eine kleinere Klasse wird verworfen, und andere Klassen übernehmen ihre Pixel.</translation>
</message>
<message>
<source>Percentage of the pixels of a class of the first map (row) in each class of the second map (column). A frame marks unchanged pixels.</source>
<translation>Prozent der Pixel einer Klasse der ersten Karte (Zeile) in jeder Klasse der zweiten Karte (Spalte). Ein Rahmen kennzeichnet unveränderte Pixel.</translation>
</message>
<message>
<source>Pixel size</source>
<translation>Pixelgröße</translation>
</message>
<message>
<source>Pixel value</source>
<translation>Pixelwert</translation>
</message>
<message>
<source>Pixels</source>
<translation>Pixel</translation>
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
<source>Pixels of coarser bands are repeated, pixels of finer bands averaged.</source>
<translation>Pixel gröberer Kanäle werden wiederholt, Pixel feinerer Kanäle gemittelt.</translation>
</message>
<message>
<source>Pixels of each class of the first map (rows) in each class of the second map.</source>
<translation>Pixel jeder Klasse der ersten Karte (Zeilen) in jeder Klasse der zweiten Karte.</translation>
</message>
<message>
<source>Pixels of each reference class in each class of the map, and accuracies.</source>
<translation>Pixel jeder Referenzklasse in jeder Klasse der Karte sowie Genauigkeiten.</translation>
</message>
<message>
<source>Pixels outside the range of the model (%)</source>
<translation>Pixel außerhalb des Modellbereichs (%)</translation>
</message>
<message>
<source>Pixels to exclude: a raster, such as a scene classification, or polygons. Any coordinate system and pixel size.</source>
<translation>Auszuschließende Pixel: ein Raster, etwa eine Szenenklassifikation, oder Polygone. Koordinatenbezugssystem und Pixelgröße sind beliebig.</translation>
</message>
<message>
<source>Pixels with a class in both maps: {n_pixels:,}</source>
<translation>Pixel mit einer Klasse in beiden Karten: {n_pixels:,}</translation>
</message>
<message>
<source>Pixels with class and value: {n_pixels:,}; with class but without value: {n_without:,}</source>
<translation>Pixel mit Klasse und Wert: {n_pixels:,}; mit Klasse, aber ohne Wert: {n_without:,}</translation>
</message>
<message>
<source>Pixels, percent and hectares of each class, and mean and standard deviation of its bands.</source>
<translation>Pixel, Prozent und Hektar jeder Klasse sowie Mittelwert und Standardabweichung ihrer Kanäle.</translation>
</message>
<message>
<source>Pixels, percent and hectares of each transition.</source>
<translation>Pixel, Prozent und Hektar jedes Übergangs.</translation>
</message>
<message>
<source>Point at a flow to read its values.</source>
<translation>Zeigen Sie auf einen Strom, um seine Werte zu lesen.</translation>
</message>
<message>
<source>Point at a mark to read its values.</source>
<translation>Zeigen Sie auf eine Markierung, um ihre Werte zu lesen.</translation>
</message>
<message>
<source>Points and polygons outside the map: {n}</source>
<translation>Punkte und Polygone außerhalb der Karte: {n}</translation>
</message>
<message>
<source>Polygon {id} of the mask {mask} cannot be transformed to the coordinate system of the raster, {crs}. Delete the polygon or reproject the layer.</source>
<translation>Polygon {id} der Maske {mask} kann nicht in das Koordinatenbezugssystem des Rasters, {crs}, transformiert werden. Löschen Sie das Polygon, oder reprojizieren Sie den Layer.</translation>
</message>
<message>
<source>Polygons</source>
<translation>Polygone</translation>
</message>
<message>
<source>Preview of the class map</source>
<translation>Vorschau der Klassenkarte</translation>
</message>
<message>
<source>Preview of the image</source>
<translation>Vorschau des Bildes</translation>
</message>
<message>
<source>Principal components (0: use the bands)</source>
<translation>Hauptkomponenten (0: Kanäle verwenden)</translation>
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
<source>Processing level</source>
<translation>Verarbeitungsstufe</translation>
</message>
<message>
<source>Producer's accuracy</source>
<translation>Produzentengenauigkeit</translation>
</message>
<message>
<source>Producer's accuracy is the part of the pixels of a reference class that the map assigns to this class. User's accuracy is the part of the pixels of a map class that belong to this class in the reference.</source>
<translation>Die Produzentengenauigkeit ist der Anteil der Pixel einer Referenzklasse, die die Karte dieser Klasse zuweist. Die Nutzergenauigkeit ist der Anteil der Pixel einer Klasse der Karte, die in der Referenz zu dieser Klasse gehören.</translation>
</message>
<message>
<source>Product bands</source>
<translation>Kanäle des Produkts</translation>
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
<source>Purity (%)</source>
<translation>Reinheit (%)</translation>
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
<source>Raster of classes 1 to 255 from any source; 0 is nodata.</source>
<translation>Raster mit Klassen von 1 bis 255 aus beliebiger Quelle; 0 ist Leerwert.</translation>
</message>
<message>
<source>Raster of classes 1 to 255 on the grid of the image; 0 is nodata.</source>
<translation>Raster mit Klassen von 1 bis 255 auf dem Gitter des Bildes; 0 ist Leerwert.</translation>
</message>
<message>
<source>Raster of classes 1 to 255; 0 is nodata.</source>
<translation>Raster mit Klassen von 1 bis 255; 0 ist Leerwert.</translation>
</message>
<message>
<source>Raster of classes on the grid of the map, instead of points or polygons.</source>
<translation>Raster von Klassen auf dem Gitter der Karte, anstelle von Punkten oder Polygonen.</translation>
</message>
<message>
<source>Raster values to mask</source>
<translation>Zu maskierende Rasterwerte</translation>
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
<source>Red band for indices</source>
<translation>Roter Kanal für Indizes</translation>
</message>
<message>
<source>Reference</source>
<translation>Referenz</translation>
</message>
<message>
<source>Reference data in any coordinate system.</source>
<translation>Referenzdaten in einem beliebigen Koordinatenbezugssystem.</translation>
</message>
<message>
<source>Reference pixels</source>
<translation>Referenzpixel</translation>
</message>
<message>
<source>Reference pixels with a class in the map: {n_pixels:,}</source>
<translation>Referenzpixel mit einer Klasse in der Karte: {n_pixels:,}</translation>
</message>
<message>
<source>Reference pixels without a class in the map: {n}</source>
<translation>Referenzpixel ohne Klasse in der Karte: {n}</translation>
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
<source>Rows are reference classes. Columns are map classes, merged into their reference classes. Blue cells agree, orange cells do not. A stronger colour means a larger part of the row.</source>
<translation>Zeilen sind Referenzklassen. Spalten sind Klassen der Karte, zu ihren Referenzklassen zusammengefasst. Blaue Zellen stimmen überein, orange nicht. Eine kräftigere Farbe bedeutet einen größeren Anteil der Zeile.</translation>
</message>
<message>
<source>S2 K-means</source>
<translation>S2 K-means</translation>
</message>
<message>
<source>S2 K-means: classification without training data</source>
<translation>S2 K-means: Klassifikation ohne Trainingsdaten</translation>
</message>
<message>
<source>Sample pixels along the two axes of largest variance.</source>
<translation>Pixel der Stichprobe entlang der zwei Achsen größter Varianz.</translation>
</message>
<message>
<source>Sample pixels along the two axes of largest variance. Check whether the classes are separate groups or pieces of one cloud.</source>
<translation>Pixel der Stichprobe entlang der zwei Achsen größter Varianz. Prüfen Sie, ob die Klassen getrennte Gruppen oder Stücke einer Pixelwolke sind.</translation>
</message>
<message>
<source>Sample size</source>
<translation>Stichprobengröße</translation>
</message>
<message>
<source>Sample size (0: all pixels)</source>
<translation>Stichprobengröße (0: alle Pixel)</translation>
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
<source>Scene classes to mask</source>
<translation>Zu maskierende Szenenklassen</translation>
</message>
<message>
<source>Scene classification</source>
<translation>Szenenklassifikation</translation>
</message>
<message>
<source>Second class map</source>
<translation>Zweite Klassenkarte</translation>
</message>
<message>
<source>Second component ({share:.1%} of the variance)</source>
<translation>Zweite Komponente ({share:.1%} der Varianz)</translation>
</message>
<message>
<source>Second image</source>
<translation>Zweites Bild</translation>
</message>
<message>
<source>Second map</source>
<translation>Zweite Karte</translation>
</message>
<message>
<source>Seconds: {sample:.2f} sample, {fit:.2f} fit, {classify:.2f} classify</source>
<translation>Sekunden: {sample:.2f} Stichprobe, {fit:.2f} Anpassung, {classify:.2f} Klassifikation</translation>
</message>
<message>
<source>Sentinel-2 product</source>
<translation>Sentinel-2-Produkt</translation>
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
<source>Short-wave infrared band for indices</source>
<translation>Kurzwellig-infraroter Kanal für Indizes</translation>
</message>
<message>
<source>Silhouette</source>
<translation>Silhouette</translation>
</message>
<message>
<source>Smallest distance between two class centres, in the same unit. Nearer classes are merged. Automatic: half the typical distance of neighbouring K-means classes.</source>
<translation>Kleinster Abstand zwischen zwei Klassenzentren, in derselben Einheit. Nähere Klassen werden zusammengefasst. Automatisch: die Hälfte des typischen Abstands benachbarter K-Means-Klassen.</translation>
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
<source>Sources: Tibshirani and Walther 2005 (largest number that passes), Lange et al. 2004 and Steinley 2004 (stability), Richards, Remote Sensing Digital Image Analysis (Jeffries-Matusita distance), Rousseeuw 1987 (silhouette), Calinski and Harabasz 1974, Davies and Bouldin 1979.</source>
<translation>Quellen: Tibshirani und Walther 2005 (größte Anzahl, die besteht), Lange et al. 2004 und Steinley 2004 (Stabilität), Richards, Remote Sensing Digital Image Analysis (Jeffries-Matusita-Distanz), Rousseeuw 1987 (Silhouette), Calinski und Harabasz 1974, Davies und Bouldin 1979.</translation>
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
<source>Standardise bands that have different units or ranges, so that all have the same weight. Reflectances need no scaling.</source>
<translation>Standardisieren Sie Kanäle mit verschiedenen Einheiten oder Wertebereichen, damit alle dasselbe Gewicht haben. Reflexionsgrade benötigen keine Skalierung.</translation>
</message>
<message>
<source>Standardise each band</source>
<translation>Jeden Kanal standardisieren</translation>
</message>
<message>
<source>Start with {k}, the last number before the classes become unstable.</source>
<translation>Beginnen Sie mit {k}, der letzten Anzahl, bevor die Klassen instabil werden.</translation>
</message>
<message>
<source>Start with {k}, the number with the most stable classes.</source>
<translation>Beginnen Sie mit {k}, der Anzahl mit den stabilsten Klassen.</translation>
</message>
<message>
<source>Statistics of classes</source>
<translation>Klassenstatistik</translation>
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
<source>Suggested from spectra</source>
<translation>Aus den Spektren vorgeschlagen</translation>
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
<source>Suggestion report</source>
<translation>Vorschlagsbericht</translation>
</message>
<message>
<source>Suggests the number of classes, classifies, removes small patches and reports.</source>
<translation>Schlägt die Anzahl der Klassen vor, klassifiziert, entfernt kleine Teilflächen und berichtet.</translation>
</message>
<message>
<source>Sum of the squared distances to the class centres. It always falls. After a bend, more classes improve little.</source>
<translation>Summe der quadrierten Abstände zu den Klassenzentren. Sie sinkt immer. Nach einem Knick verbessern mehr Klassen wenig.</translation>
</message>
<message>
<source>TABLE and TABLE_FILE are both given. Choose one of them.</source>
<translation>TABLE und TABLE_FILE sind beide angegeben. Wählen Sie eines davon.</translation>
</message>
<message>
<source>The Dask scheduler at {address} has no workers. Start some (dask worker {address}).</source>
<translation>Der Dask-Scheduler unter {address} hat keine Worker. Starten Sie welche (dask worker {address}).</translation>
</message>
<message>
<source>The Python package distributed, which a Dask scheduler needs, is not installed ({reason}). Install it (python -m pip install distributed), or leave the scheduler empty to work on this machine.</source>
<translation>Das Python-Paket distributed, das ein Dask-Scheduler benötigt, ist nicht installiert ({reason}). Installieren Sie es (python -m pip install distributed), oder lassen Sie den Scheduler leer, um auf diesem Rechner zu arbeiten.</translation>
</message>
<message>
<source>The attribute table has the area of each class, or of each patch.</source>
<translation>Die Attributtabelle enthält die Fläche jeder Klasse oder jeder Teilfläche.</translation>
</message>
<message>
<source>The charts need JavaScript.</source>
<translation>Die Diagramme benötigen JavaScript.</translation>
</message>
<message>
<source>The chosen bands have only {k} different pixels: each is a class.</source>
<translation>Die gewählten Kanäle haben nur {k} verschiedene Pixel: Jedes ist eine Klasse.</translation>
</message>
<message>
<source>The classes as numbers. Apply a model to another image uses this file.</source>
<translation>Die Klassen als Zahlen. „Modell auf ein anderes Bild anwenden“ verwendet diese Datei.</translation>
</message>
<message>
<source>The classes of the first map are on the left, those of the second map on the right. The width of a flow shows its number of pixels, its colour the class in the first map.</source>
<translation>Die Klassen der ersten Karte stehen links, die der zweiten Karte rechts. Die Breite eines Stroms zeigt die Anzahl seiner Pixel, seine Farbe die Klasse in der ersten Karte.</translation>
</message>
<message>
<source>The edit table is empty. Fill in TABLE or choose a TABLE_FILE.</source>
<translation>Die Änderungstabelle ist leer. Füllen Sie TABLE aus, oder wählen Sie eine TABLE_FILE.</translation>
</message>
<message>
<source>The edit table names classes that do not exist: {classes}.</source>
<translation>Die Änderungstabelle nennt Klassen, die es nicht gibt: {classes}.</translation>
</message>
<message>
<source>The edits turn every class of {path} or of its model into nodata. Keep at least one class.</source>
<translation>Die Änderungen setzen jede Klasse von {path} oder seines Modells auf Leerwert. Behalten Sie mindestens eine Klasse.</translation>
</message>
<message>
<source>The extent {xmin:.10g}, {ymin:.10g} to {xmax:.10g}, {ymax:.10g} lies outside the raster. Choose an extent that overlaps it.</source>
<translation>Die Ausdehnung {xmin:.10g}, {ymin:.10g} bis {xmax:.10g}, {ymax:.10g} liegt außerhalb des Rasters. Wählen Sie eine Ausdehnung, die es überlappt.</translation>
</message>
<message>
<source>The file is not a cluster model of version {version} or earlier ({reason}). Choose a file that the plugin wrote.</source>
<translation>Die Datei ist kein Clustermodell der Version {version} oder früher ({reason}). Wählen Sie eine Datei, die die Erweiterung geschrieben hat.</translation>
</message>
<message>
<source>The first sample missed pixels that differ from all others. The raster was sampled and classified again.</source>
<translation>In der ersten Stichprobe fehlten Pixel, die sich von allen anderen unterscheiden. Aus dem Raster wurde eine neue Stichprobe gezogen, und es wurde erneut klassifiziert.</translation>
</message>
<message>
<source>The fit ends after this number of iterations, even if centres still move.</source>
<translation>Die Anpassung endet nach dieser Anzahl von Iterationen, auch wenn sich Zentren noch bewegen.</translation>
</message>
<message>
<source>The fit runs once for each initialisation, and the best result is kept.</source>
<translation>Die Anpassung läuft einmal für jede Initialisierung, und das beste Ergebnis wird behalten.</translation>
</message>
<message>
<source>The folder {folder} cannot be created: {reason}. Choose another folder.</source>
<translation>Der Ordner {folder} kann nicht angelegt werden: {reason}. Wählen Sie einen anderen Ordner.</translation>
</message>
<message>
<source>The grid of {path} has no known unit, so a minimum patch size in hectares has no meaning. Give it in pixels.</source>
<translation>Das Gitter von {path} hat keine bekannte Einheit, die Mindestgröße der Teilflächen hat in Hektar also keine Bedeutung. Geben Sie sie in Pixeln an.</translation>
</message>
<message>
<source>The images are given twice or not at all. Give either layers (INPUT) or a file pattern (PATTERN).</source>
<translation>Die Bilder sind zweimal oder gar nicht angegeben. Geben Sie entweder Layer (INPUT) oder ein Dateimuster (PATTERN) an.</translation>
</message>
<message>
<source>The layer has shapes other than points and polygons. Choose a layer of points or polygons.</source>
<translation>Der Layer hat andere Geometrien als Punkte und Polygone. Wählen Sie einen Layer mit Punkten oder Polygonen.</translation>
</message>
<message>
<source>The layer {layer} comes from the provider '{provider}', which gives pictures and no bands. Export it to a GeoTIFF first (Export &gt; Save As…, raw data).</source>
<translation>Der Layer {layer} kommt vom Datenanbieter „{provider}“, der Bilder und keine Kanäle liefert. Exportieren Sie ihn zuerst in ein GeoTIFF (Export &gt; Speichern als…, Rasterrohdaten).</translation>
</message>
<message>
<source>The list of bands is empty. Choose at least one band.</source>
<translation>Die Liste der Kanäle ist leer. Wählen Sie mindestens einen Kanal.</translation>
</message>
<message>
<source>The map has {n_classes} classes instead of {n_clusters}, because the sample has no more distinct pixels in the chosen bands.</source>
<translation>Die Karte hat {n_classes} Klassen statt {n_clusters}, weil die Stichprobe in den gewählten Kanälen nicht mehr verschiedene Pixel hat.</translation>
</message>
<message>
<source>The mask {mask} and the raster do not overlap.</source>
<translation>Die Maske {mask} und das Raster überlappen sich nicht.</translation>
</message>
<message>
<source>The mask {mask} covers about {percent:.1f} % of the raster.</source>
<translation>Die Maske {mask} bedeckt etwa {percent:.1f} % des Rasters.</translation>
</message>
<message>
<source>The mask {mask} has no values to mask. List them in MASK_VALUES, such as 0, or 3, 8-10.</source>
<translation>Für die Maske {mask} sind keine zu maskierenden Werte angegeben. Nennen Sie sie in MASK_VALUES, etwa 0 oder 3, 8-10.</translation>
</message>
<message>
<source>The mask {mask} is not a layer that QGIS can open. Choose a raster or polygons.</source>
<translation>Die Maske {mask} ist kein Layer, den QGIS öffnen kann. Wählen Sie ein Raster oder Polygone.</translation>
</message>
<message>
<source>The mask {path} cannot be read: {reason}. The file may be damaged, or its coordinate system may not reach the raster. Check the mask in QGIS.</source>
<translation>Die Maske {path} kann nicht gelesen werden: {reason}. Vielleicht ist die Datei beschädigt, oder ihr Koordinatenbezugssystem reicht nicht bis zum Raster. Prüfen Sie die Maske in QGIS.</translation>
</message>
<message>
<source>The mask {path} has {mask_width} x {mask_height} pixels, the raster {width} x {height}, and one of them has no georeference. Give the mask the size of the raster, or georeference it.</source>
<translation>Die Maske {path} hat {mask_width} x {mask_height} Pixel, das Raster {width} x {height}, und eines von beiden ist nicht georeferenziert. Geben Sie der Maske die Größe des Rasters, oder georeferenzieren Sie sie.</translation>
</message>
<message>
<source>The matrix has {rows} rows and {columns} columns, too many for a page. See the CSV table.</source>
<translation>Die Matrix hat {rows} Zeilen und {columns} Spalten, zu viele für eine Seite. Siehe die CSV-Tabelle.</translation>
</message>
<message>
<source>The memory is full. Close other programs, or choose fewer bands, fewer classes or a smaller sample.</source>
<translation>Der Arbeitsspeicher ist voll. Schließen Sie andere Programme, oder wählen Sie weniger Kanäle, weniger Klassen oder eine kleinere Stichprobe.</translation>
</message>
<message>
<source>The minimum patch size is {value:.10g} hectares, and the map has {n_pixels} pixels. Choose a smaller size.</source>
<translation>Die Mindestgröße der Teilflächen ist {value:.10g} Hektar, und die Karte hat {n_pixels} Pixel. Wählen Sie eine kleinere Größe.</translation>
</message>
<message>
<source>The minimum patch size is {value:.10g} pixels, and the map has {n_pixels} pixels. Choose a smaller size.</source>
<translation>Die Mindestgröße der Teilflächen ist {value:.10g} Pixel, und die Karte hat {n_pixels} Pixel. Wählen Sie eine kleinere Größe.</translation>
</message>
<message>
<source>The name {name} is too long by {excess} bytes. Choose a shorter name.</source>
<translation>Der Name {name} ist um {excess} Byte zu lang. Wählen Sie einen kürzeren Namen.</translation>
</message>
<message>
<source>The nearest pairs of classes are merged first.</source>
<translation>Die nächsten Klassenpaare werden zuerst zusammengefasst.</translation>
</message>
<message>
<source>The picture cannot be written as PNG: {reason}. Install a GDAL with its PNG driver.</source>
<translation>Das Vorschaubild kann nicht als PNG geschrieben werden: {reason}. Installieren Sie ein GDAL mit PNG-Treiber.</translation>
</message>
<message>
<source>The polygons cannot be burnt into the raster: {reason}. Check them first (Vector &gt; Geometry Tools &gt; Check Validity).</source>
<translation>Die Polygone können nicht in das Raster eingebrannt werden: {reason}. Prüfen Sie sie zuerst (Vektor &gt; Geometrie-Werkzeuge &gt; Gültigkeit prüfen).</translation>
</message>
<message>
<source>The product has no metadata, so the raster declares no scale and offset. Values of products since 2022 may be larger by 1000 than reflectances times 10,000.</source>
<translation>Das Produkt hat keine Metadaten; das Raster deklariert also weder Skalierungsfaktor noch Offset. Werte von Produkten seit 2022 können um 1000 größer sein als Reflexionsgrade mal 10.000.</translation>
</message>
<message>
<source>The product has no metadata. Its date, scale and offset come from its file name.</source>
<translation>Das Produkt hat keine Metadaten. Datum, Skalierungsfaktor und Offset stammen aus seinem Dateinamen.</translation>
</message>
<message>
<source>The range {part} does not rise over at most {most:,} values. Write it as 8-10.</source>
<translation>Der Bereich {part} muss aufsteigen und höchstens {most:,} Werte umfassen. Schreiben Sie ihn wie 8-10.</translation>
</message>
<message>
<source>The raster has a scene classification, {path}. Use it as MASK to exclude clouds, cloud shadows and snow.</source>
<translation>Das Raster hat eine Szenenklassifikation, {path}. Verwenden Sie sie als MASK, um Wolken, Wolkenschatten und Schnee auszuschließen.</translation>
</message>
<message>
<source>The reference has no feature with both a shape and a class. Choose another layer or another field.</source>
<translation>Die Referenz hat kein Objekt mit Geometrie und Klasse. Wählen Sie einen anderen Layer oder ein anderes Feld.</translation>
</message>
<message>
<source>The reference has no field {name}. Choose one of {names}.</source>
<translation>Die Referenz hat kein Feld {name}. Wählen Sie eines von {names}.</translation>
</message>
<message>
<source>The reference has {n_labels:,} classes, above the limit of {most}. Choose a field that names classes.</source>
<translation>Die Referenz hat {n_labels:,} Klassen; das Limit ist {most}. Wählen Sie ein Feld, das Klassen nennt.</translation>
</message>
<message>
<source>The reference is given twice or not at all. Give either points or polygons (REFERENCE) or a raster (REFERENCE_RASTER).</source>
<translation>Die Referenz ist zweimal oder gar nicht angegeben. Geben Sie entweder Punkte oder Polygone (REFERENCE) oder ein Raster (REFERENCE_RASTER) an.</translation>
</message>
<message>
<source>The report needs jinja2 and plotly, and this Python lacks one of them ({reason}). Install both (Debian and Ubuntu: apt install python3-jinja2 python3-plotly; Windows: in the OSGeo4W Shell, python -m pip install jinja2 plotly) and restart QGIS, or run without the report; the map needs neither.</source>
<translation>Der Bericht benötigt jinja2 und plotly, und diesem Python fehlt eines davon ({reason}). Installieren Sie beide (Debian und Ubuntu: apt install python3-jinja2 python3-plotly; Windows: in der OSGeo4W-Shell, python -m pip install jinja2 plotly) und starten Sie QGIS neu, oder verzichten Sie auf den Bericht; die Karte benötigt keines von beiden.</translation>
</message>
<message>
<source>The same seed gives the same result. Other seeds show how stable the result is.</source>
<translation>Dieselbe Zufallssaat ergibt dasselbe Ergebnis. Andere Werte zeigen, wie stabil das Ergebnis ist.</translation>
</message>
<message>
<source>The scene classification has the value {value}, beyond its last class, {last}. Check the file for damage, or choose another product.</source>
<translation>Die Szenenklassifikation hat den Wert {value}, jenseits ihrer letzten Klasse, {last}. Prüfen Sie die Datei auf Schäden, oder wählen Sie ein anderes Produkt.</translation>
</message>
<message>
<source>The series has no rasters. Give at least one.</source>
<translation>Die Serie hat keine Raster. Geben Sie mindestens eines an.</translation>
</message>
<message>
<source>The shade shows one standard deviation on either side.</source>
<translation>Die Schattierung zeigt eine Standardabweichung nach beiden Seiten.</translation>
</message>
<message>
<source>The style of {path} cannot be saved beside it.</source>
<translation>Der Stil von {path} kann nicht neben der Datei gespeichert werden.</translation>
</message>
<message>
<source>The suggestion is the largest number that passes both tests, so that both of its points are in the green areas. If no number passes both tests, it is the last number before the classes become unstable.</source>
<translation>Der Vorschlag ist die größte Anzahl, die beide Prüfungen besteht, deren Punkte also beide in den grünen Bereichen liegen. Besteht keine Anzahl beide Prüfungen, ist es die letzte Anzahl, bevor die Klassen instabil werden.</translation>
</message>
<message>
<source>These do not affect the suggestion: on real images they mostly prefer two or three classes. A ring marks the best number of an index, an orange point the suggested one.</source>
<translation>Diese beeinflussen den Vorschlag nicht: Bei realen Bildern bevorzugen sie meist zwei oder drei Klassen. Ein Ring kennzeichnet die beste Anzahl eines Index, ein oranger Punkt die vorgeschlagene.</translation>
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
<source>Transition matrix</source>
<translation>Übergangsmatrix</translation>
</message>
<message>
<source>Transition table</source>
<translation>Übergangstabelle</translation>
</message>
<message>
<source>Trial table</source>
<translation>Versuchstabelle</translation>
</message>
<message>
<source>Tries several numbers of classes on a sample of the pixels and suggests one.</source>
<translation>Probiert mehrere Anzahlen von Klassen an einer Stichprobe der Pixel aus und schlägt eine vor.</translation>
</message>
<message>
<source>Two dates, same classes, changes</source>
<translation>Zwei Zeitpunkte, gleiche Klassen, Veränderungen</translation>
</message>
<message>
<source>Two groups that are far apart, such as water and land, can hide the differences within each group. Try again on an extent with only one of them.</source>
<translation>Zwei Gruppen, die weit auseinanderliegen, etwa Wasser und Land, können die Unterschiede innerhalb jeder Gruppe verdecken. Versuchen Sie es erneut mit einer Ausdehnung, die nur eine davon enthält.</translation>
</message>
<message>
<source>Two tests</source>
<translation>Zwei Prüfungen</translation>
</message>
<message>
<source>Unchanged</source>
<translation>Unverändert</translation>
</message>
<message>
<source>Unchanged pixels have matched classes: the two legends differ, so equal class numbers have no common meaning.</source>
<translation>Unveränderte Pixel haben einander zugeordnete Klassen: Die zwei Legenden unterscheiden sich, gleiche Klassennummern haben also keine gemeinsame Bedeutung.</translation>
</message>
<message>
<source>Unchanged pixels have the same class number in both maps: the two legends agree on the meaning of numbers.</source>
<translation>Unveränderte Pixel haben in beiden Karten dieselbe Klassennummer: Die zwei Legenden stimmen in der Bedeutung der Nummern überein.</translation>
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
<source>Undeclared nodata value</source>
<translation>Nicht deklarierter Leerwert</translation>
</message>
<message>
<source>Unit of minimum patch size</source>
<translation>Einheit der Mindestgröße</translation>
</message>
<message>
<source>User's accuracy</source>
<translation>Nutzergenauigkeit</translation>
</message>
<message>
<source>Uses the scene classification of each image, in its Sentinel-2 product or in its folder. An image without one is not masked, and the log reports it.</source>
<translation>Verwendet die Szenenklassifikation jedes Bildes, in seinem Sentinel-2-Produkt oder in seinem Ordner. Ein Bild ohne Szenenklassifikation wird nicht maskiert, und das Protokoll meldet es.</translation>
</message>
<message>
<source>Value</source>
<translation>Wert</translation>
</message>
<message>
<source>Value of nodata pixels if the file declares none, often 0 or 255. A pixel is nodata if all chosen bands have this value. The log warns of a border that looks like nodata.</source>
<translation>Wert der Leerwertpixel, wenn die Datei keinen deklariert, oft 0 oder 255. Ein Pixel ist Leerwert, wenn alle gewählten Kanäle diesen Wert haben. Das Protokoll warnt vor einem Rand, der wie Leerwert aussieht.</translation>
</message>
<message>
<source>Variance between classes, divided by variance within classes. Higher is better.</source>
<translation>Varianz zwischen den Klassen, geteilt durch die Varianz innerhalb der Klassen. Höher ist besser.</translation>
</message>
<message>
<source>Vegetation</source>
<translation>Vegetation</translation>
</message>
<message>
<source>Virtual raster (.vrt) or GeoTIFF (.tif).</source>
<translation>Virtuelles Raster (.vrt) oder GeoTIFF (.tif).</translation>
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
<source>Width of the classes, compared with their distance. Lower is better.</source>
<translation>Breite der Klassen, verglichen mit ihrem Abstand. Niedriger ist besser.</translation>
</message>
<message>
<source>With {n} classes, other pixels give other classes (agreement: {value:.2f}; limit: {limit:.2f}).</source>
<translation>Bei {n} Klassen ergeben andere Pixel andere Klassen (Übereinstimmung: {value:.2f}; Grenze: {limit:.2f}).</translation>
</message>
<message>
<source>With {n} classes, the nearest two may be halves of one cloud of pixels (distance: {value:.2f}; limit: {limit:.2f}).</source>
<translation>Bei {n} Klassen sind die nächsten zwei vielleicht Hälften einer Pixelwolke (Distanz: {value:.2f}; Grenze: {limit:.2f}).</translation>
</message>
<message>
<source>X has the shape {shape}. Give an array of the shape (n_samples, {n_features}).</source>
<translation>X hat die Form {shape}. Übergeben Sie ein Array der Form (n_samples, {n_features}).</translation>
</message>
<message>
<source>Zip, metadata file (MTD_MSIL1C.xml or MTD_MSIL2A.xml), or any file in a folder of bands. You can also type the path of a folder.</source>
<translation>Zip, Metadatendatei (MTD_MSIL1C.xml oder MTD_MSIL2A.xml) oder eine beliebige Datei in einem Ordner mit Kanälen. Sie können auch den Pfad eines Ordners eingeben.</translation>
</message>
<message>
<source>Zip, metadata file (MTD_MSIL2A.xml), or any file in a folder of bands. You can also type the path of a folder.</source>
<translation>Zip, Metadatendatei (MTD_MSIL2A.xml) oder eine beliebige Datei in einem Ordner mit Kanälen. Sie können auch den Pfad eines Ordners eingeben.</translation>
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
<source>hectares</source>
<translation>Hektar</translation>
</message>
<message>
<source>inertia</source>
<translation>Trägheit</translation>
</message>
<message>
<source>means has the shape {shape}, but {n_bands} band names need (n_classes, {n_bands}). Give one name for each band.</source>
<translation>means hat die Form {shape}, aber {n_bands} Kanalnamen benötigen (n_classes, {n_bands}). Geben Sie für jeden Kanal einen Namen an.</translation>
</message>
<message>
<source>min_clusters is {low}, above max_clusters, which is {high}. Swap the two.</source>
<translation>min_clusters ist {low} und damit größer als max_clusters, das {high} ist. Vertauschen Sie die beiden.</translation>
</message>
<message>
<source>n_components is {value}, but only {most} bands and indices are compared. Choose a number from 1 to {most}, or 0 to compare the bands themselves.</source>
<translation>n_components ist {value}, aber nur {most} Kanäle und Indizes werden verglichen. Wählen Sie eine Zahl von 1 bis {most}, oder 0, um die Kanäle selbst zu vergleichen.</translation>
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
<source>sample_size is 0 (all pixels), and a series needs a sample. Choose a number of pixels, such as {default}.</source>
<translation>sample_size ist 0 (alle Pixel), und eine Serie benötigt eine Stichprobe. Wählen Sie eine Anzahl von Pixeln, etwa {default}.</translation>
</message>
<message>
<source>sample_size is 0 (all pixels), and {algorithm} needs a sample. Choose a number such as {default}, or one of the algorithms {choices}.</source>
<translation>sample_size ist 0 (alle Pixel), und {algorithm} benötigt eine Stichprobe. Wählen Sie eine Anzahl, etwa {default}, oder einen der Algorithmen {choices}.</translation>
</message>
<message>
<source>sample_size is {value}, below the number of clusters, {n_clusters}. Choose a larger sample, or 0 for all pixels.</source>
<translation>sample_size ist {value}, weniger als die Anzahl der Cluster, {n_clusters}. Wählen Sie eine größere Stichprobe, oder 0 für alle Pixel.</translation>
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
<source>unchanged pixels are grey</source>
<translation>Unveränderte Pixel sind grau</translation>
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
<source>{area:,.2f} hectares</source>
<translation>{area:,.2f} Hektar</translation>
</message>
<message>
<source>{band}: {file}; reflectance = value x {scale:g} {offset:+g}</source>
<translation>{band}: {file}; Reflexionsgrad = Wert x {scale:g} {offset:+g}</translation>
</message>
<message>
<source>{classes} and {path} have no pixel with both a class and a value in the chosen bands. Choose another map or other bands.</source>
<translation>{classes} und {path} haben kein Pixel mit einer Klasse und einem Wert in den gewählten Kanälen. Wählen Sie eine andere Karte oder andere Kanäle.</translation>
</message>
<message>
<source>{first} and {second} lie on different grids ({first_size} and {second_size} pixels, or another corner, pixel size or coordinate system). Warp one onto the other first (Raster &gt; Projections &gt; Warp, nearest neighbour).</source>
<translation>{first} und {second} liegen auf verschiedenen Gittern ({first_size} und {second_size} Pixel, oder Ecke, Pixelgröße oder Koordinatenbezugssystem weichen ab). Transformieren Sie zuerst das eine auf das andere (Raster &gt; Projektionen &gt; Transformieren (Reprojizieren), Nächster Nachbar).</translation>
</message>
<message>
<source>{first} and {second} of {product} lie in different places or coordinate systems. Choose a folder with the bands of one product.</source>
<translation>{first} und {second} von {product} liegen an verschiedenen Orten oder in verschiedenen Koordinatenbezugssystemen. Wählen Sie einen Ordner mit den Kanälen eines Produkts.</translation>
</message>
<message>
<source>{folder} has {free:.0f} MB left, and {path} may need {disk:.0f} MB. Make room, choose another disk, or classify a smaller extent.</source>
<translation>In {folder} sind noch {free:.0f} MB frei, und {path} benötigt bis zu {disk:.0f} MB. Schaffen Sie Platz, wählen Sie einen anderen Datenträger, oder klassifizieren Sie eine kleinere Ausdehnung.</translation>
</message>
<message>
<source>{image} has no scene classification, so its clouds are not masked.</source>
<translation>{image} hat keine Szenenklassifikation; seine Wolken werden also nicht maskiert.</translation>
</message>
<message>
<source>{index} needs the band {role}, but no band of {path} is {meaning} by its name ({offered}). Choose the band ({role}_BAND), or leave {index} out.</source>
<translation>{index} benötigt den Kanal {role}, aber kein Kanal von {path} ist seinem Namen nach {meaning} ({offered}). Wählen Sie den Kanal ({role}_BAND), oder lassen Sie {index} weg.</translation>
</message>
<message>
<source>{index} needs the band {role}, but several bands of {path} are {meaning} by their names ({numbers}). Choose one of them ({role}_BAND).</source>
<translation>{index} benötigt den Kanal {role}, aber mehrere Kanäle von {path} sind ihren Namen nach {meaning} ({numbers}). Wählen Sie einen davon ({role}_BAND).</translation>
</message>
<message>
<source>{index} needs {role} and {other}, but band {band} stands for both. Choose two bands.</source>
<translation>{index} benötigt {role} und {other}, aber Kanal {band} steht für beide. Wählen Sie zwei Kanäle.</translation>
</message>
<message>
<source>{index}: best at {k}</source>
<translation>{index}: am besten bei {k}</translation>
</message>
<message>
<source>{k} is the largest number whose classes are all separable (distance of the nearest two: {apart:.2f} of 2) and stable (agreement on other pixels: {stable:.2f}).</source>
<translation>{k} ist die größte Anzahl, deren Klassen alle trennbar (Distanz der nächsten zwei: {apart:.2f} von 2) und stabil sind (Übereinstimmung bei anderen Pixeln: {stable:.2f}).</translation>
</message>
<message>
<source>{k} is the largest number whose classes are all separable and stable (agreement on other pixels: {stable:.2f}), but the nearest two are only just separable ({apart:.2f} of 2). Take it as a guide: one class more or fewer is as good.</source>
<translation>{k} ist die größte Anzahl, deren Klassen alle trennbar und stabil sind (Übereinstimmung bei anderen Pixeln: {stable:.2f}), aber die nächsten zwei sind nur knapp trennbar ({apart:.2f} von 2). Nehmen Sie sie als Anhaltspunkt: Eine Klasse mehr oder weniger ist ebenso gut.</translation>
</message>
<message>
<source>{n:,} pixels</source>
<translation>{n:,} Pixel</translation>
</message>
<message>
<source>{n:,} pixels have a class in only one map and are excluded.</source>
<translation>{n:,} Pixel haben nur in einer Karte eine Klasse und sind ausgeschlossen.</translation>
</message>
<message>
<source>{n_bands} bands of {path} are chosen, and the model needs {wanted}: {names}. Choose these bands.</source>
<translation>{n_bands} Kanäle von {path} sind gewählt, und das Modell benötigt {wanted}: {names}. Wählen Sie diese Kanäle.</translation>
</message>
<message>
<source>{name} (?)</source>
<translation>{name} (?)</translation>
</message>
<message>
<source>{name} cannot be read: {reason}. Download the product again.</source>
<translation>{name} kann nicht gelesen werden: {reason}. Laden Sie das Produkt erneut herunter.</translation>
</message>
<message>
<source>{name} is '{value}', which is not a number. Give a number such as 0, or leave it empty.</source>
<translation>{name} ist „{value}“ und damit keine Zahl. Geben Sie eine Zahl wie 0 an, oder lassen Sie es leer.</translation>
</message>
<message>
<source>{name} is damaged: its {tag} is '{value}'. Download the product again.</source>
<translation>{name} ist beschädigt: {tag} darin ist „{value}“. Laden Sie das Produkt erneut herunter.</translation>
</message>
<message>
<source>{name} is damaged: {reason}. Download the product again.</source>
<translation>{name} ist beschädigt: {reason}. Laden Sie das Produkt erneut herunter.</translation>
</message>
<message>
<source>{name} is larger than {most} MB, the limit for metadata of Sentinel-2. Download the product again.</source>
<translation>{name} ist größer als {most} MB, das Limit für Metadaten von Sentinel-2. Laden Sie das Produkt erneut herunter.</translation>
</message>
<message>
<source>{name} is {value:.10g}. Choose a finite number.</source>
<translation>{name} ist {value:.10g}. Wählen Sie eine endliche Zahl.</translation>
</message>
<message>
<source>{name} is {value:.10g}. Choose from {low:.10g} to {high:.10g}.</source>
<translation>{name} ist {value:.10g}. Wählen Sie einen Wert von {low:.10g} bis {high:.10g}.</translation>
</message>
<message>
<source>{name} is {value:.10g}. Choose {low:.10g} or more.</source>
<translation>{name} ist {value:.10g}. Wählen Sie {low:.10g} oder mehr.</translation>
</message>
<message>
<source>{name} is {value}. Choose one of {choices}.</source>
<translation>{name} ist {value}. Wählen Sie eines von {choices}.</translation>
</message>
<message>
<source>{name}: {n_pixels:,} classified pixels, {n_nodata:,} nodata pixels</source>
<translation>{name}: {n_pixels:,} klassifizierte Pixel, {n_nodata:,} Leerwertpixel</translation>
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
<source>{n} more pairs.</source>
<translation>{n} weitere Paare.</translation>
</message>
<message>
<source>{n} other classes</source>
<translation>{n} andere Klassen</translation>
</message>
<message>
<source>{path} cannot be read at column {col}, row {row}: {reason}. The file may be damaged or incomplete. Copy or download it again.</source>
<translation>{path} kann in Spalte {col}, Zeile {row} nicht gelesen werden: {reason}. Vielleicht ist die Datei beschädigt oder unvollständig. Kopieren Sie sie erneut, oder laden Sie sie erneut herunter.</translation>
</message>
<message>
<source>{path} cannot be read. Download the product again.</source>
<translation>{path} kann nicht gelesen werden. Laden Sie das Produkt erneut herunter.</translation>
</message>
<message>
<source>{path} cannot be read: it is not text in UTF-8. Choose another file.</source>
<translation>{path} kann nicht gelesen werden: Die Datei ist kein Text in UTF-8. Wählen Sie eine andere Datei.</translation>
</message>
<message>
<source>{path} cannot be read: {reason}. Choose another file.</source>
<translation>{path} kann nicht gelesen werden: {reason}. Wählen Sie eine andere Datei.</translation>
</message>
<message>
<source>{path} cannot be written: the folder {folder} does not exist. Create it, or choose another folder.</source>
<translation>{path} kann nicht geschrieben werden: Den Ordner {folder} gibt es nicht. Legen Sie ihn an, oder wählen Sie einen anderen Ordner.</translation>
</message>
<message>
<source>{path} cannot be written: the folder {folder} is protected. Choose another folder.</source>
<translation>{path} kann nicht geschrieben werden: Der Ordner {folder} ist schreibgeschützt. Wählen Sie einen anderen Ordner.</translation>
</message>
<message>
<source>{path} cannot be written: {reason}. Check the product for damage and the disk for free space.</source>
<translation>{path} kann nicht geschrieben werden: {reason}. Prüfen Sie das Produkt auf Schäden und den Datenträger auf freien Speicherplatz.</translation>
</message>
<message>
<source>{path} cannot be written: {reason}. Choose a writable folder with enough free space.</source>
<translation>{path} kann nicht geschrieben werden: {reason}. Wählen Sie einen beschreibbaren Ordner mit genügend freiem Speicherplatz.</translation>
</message>
<message>
<source>{path} differs from the input {input} in its ending only, and QGIS would show both in the style of the output. Give the output another name.</source>
<translation>{path} unterscheidet sich von der Eingabe {input} nur in der Endung, und QGIS würde beide im Stil der Ausgabe zeigen. Geben Sie der Ausgabe einen anderen Namen.</translation>
</message>
<message>
<source>{path} does not end in {suffixes}. Give the output such a name.</source>
<translation>{path} endet nicht auf {suffixes}. Geben Sie der Ausgabe einen solchen Namen.</translation>
</message>
<message>
<source>{path} does not exist. Choose an existing product.</source>
<translation>{path} gibt es nicht. Wählen Sie ein vorhandenes Produkt.</translation>
</message>
<message>
<source>{path} has more than {most} files, far more than a product of Sentinel-2. Choose the .SAFE folder itself.</source>
<translation>{path} hat mehr als {most} Dateien, viel mehr als ein Sentinel-2-Produkt. Wählen Sie den .SAFE-Ordner selbst.</translation>
</message>
<message>
<source>{path} has more than {most} lines. Give one line for each class to change.</source>
<translation>{path} hat mehr als {most} Zeilen. Geben Sie für jede zu ändernde Klasse eine Zeile an.</translation>
</message>
<message>
<source>{path} has no bands of Sentinel-2. Choose a .SAFE folder, its zip, its metadata (MTD_MSIL1C.xml or MTD_MSIL2A.xml), or a file in a folder of bands such as B02.jp2.</source>
<translation>{path} hat keine Kanäle von Sentinel-2. Wählen Sie einen .SAFE-Ordner, sein Zip, seine Metadaten (MTD_MSIL1C.xml oder MTD_MSIL2A.xml) oder eine Datei in einem Ordner mit Kanälen, etwa B02.jp2.</translation>
</message>
<message>
<source>{path} has no bands of its own. Choose one of its subdatasets.</source>
<translation>{path} hat keine eigenen Kanäle. Wählen Sie eines seiner Subdatasets.</translation>
</message>
<message>
<source>{path} has no class below its first line. Give a line for each class to change.</source>
<translation>{path} hat unter der ersten Zeile keine Klasse. Geben Sie für jede zu ändernde Klasse eine Zeile an.</translation>
</message>
<message>
<source>{path} has no class in any pixel of the reference. Choose a map and a reference of the same place, and check their coordinate systems.</source>
<translation>{path} hat in keinem Pixel der Referenz eine Klasse. Wählen Sie eine Karte und eine Referenz desselben Ortes, und prüfen Sie ihre Koordinatenbezugssysteme.</translation>
</message>
<message>
<source>{path} has no column 'class'. Name the columns in its first line: class, to, name, color.</source>
<translation>{path} hat keine Spalte „class“. Nennen Sie in der ersten Zeile die Spalten: class, to, name, color.</translation>
</message>
<message>
<source>{path} has no valid pixel in the chosen bands: all pixels are nodata or masked. Choose other bands, another extent or another mask.</source>
<translation>{path} hat in den gewählten Kanälen kein gültiges Pixel: Alle Pixel sind Leerwert oder maskiert. Wählen Sie andere Kanäle, eine andere Ausdehnung oder eine andere Maske.</translation>
</message>
<message>
<source>{path} has only nodata and no classes. Choose a map of classes.</source>
<translation>{path} hat nur Leerwerte und keine Klassen. Wählen Sie eine Klassenkarte.</translation>
</message>
<message>
<source>{path} has only {n_distinct} different pixels in the chosen bands, too few for {min_clusters} classes. Lower the smallest number of classes, or choose more bands.</source>
<translation>{path} hat in den gewählten Kanälen nur {n_distinct} verschiedene Pixel, zu wenige für {min_clusters} Klassen. Verringern Sie die minimale Anzahl der Klassen, oder wählen Sie mehr Kanäle.</translation>
</message>
<message>
<source>{path} has the bands {offered}, and the model needs {wanted}. Choose the bands in the order of the model.</source>
<translation>{path} hat die Kanäle {offered}, und das Modell benötigt {wanted}. Wählen Sie die Kanäle in der Reihenfolge des Modells.</translation>
</message>
<message>
<source>{path} has the bands {offered}, and {first} was read with {wanted}. Choose rasters with the same bands, or give equal bands equal names.</source>
<translation>{path} hat die Kanäle {offered}, und {first} wurde mit {wanted} gelesen. Wählen Sie Raster mit denselben Kanälen, oder geben Sie gleichen Kanälen gleiche Namen.</translation>
</message>
<message>
<source>{path} has the classes {offered}, and the edits name other ones, {wanted}. Choose the table of this map.</source>
<translation>{path} hat die Klassen {offered}, und die Änderungen nennen andere, {wanted}. Wählen Sie die Tabelle dieser Karte.</translation>
</message>
<message>
<source>{path} has the same value everywhere in the chosen bands, so it has no classes. Choose other bands or another extent.</source>
<translation>{path} hat in den gewählten Kanälen überall denselben Wert und daher keine Klassen. Wählen Sie andere Kanäle oder eine andere Ausdehnung.</translation>
</message>
<message>
<source>{path} has two columns '{column}'. Keep one of them.</source>
<translation>{path} hat zwei Spalten „{column}“. Behalten Sie eine davon.</translation>
</message>
<message>
<source>{path} has {count} bands and no band {band}. Choose another file.</source>
<translation>{path} hat {count} Kanäle und keinen Kanal {band}. Wählen Sie eine andere Datei.</translation>
</message>
<message>
<source>{path} holds several products: {names}. Choose one of them.</source>
<translation>{path} enthält mehrere Produkte: {names}. Wählen Sie eines davon.</translation>
</message>
<message>
<source>{path} holds {n} tiles: {granules}. Choose the folder of one tile, or a file in it.</source>
<translation>{path} enthält {n} Kacheln: {granules}. Wählen Sie den Ordner einer Kachel oder eine Datei darin.</translation>
</message>
<message>
<source>{path} is a folder. Give the name of a file inside it, such as classes.tif.</source>
<translation>{path} ist ein Ordner. Geben Sie den Namen einer Datei darin an, etwa klassen.tif.</translation>
</message>
<message>
<source>{path} is damaged. Install the plugin again.</source>
<translation>{path} ist beschädigt. Installieren Sie die Erweiterung erneut.</translation>
</message>
<message>
<source>{path} is incomplete or damaged. Download the product again.</source>
<translation>{path} ist unvollständig oder beschädigt. Laden Sie das Produkt erneut herunter.</translation>
</message>
<message>
<source>{path} is larger than the limit of {most} MB. Choose a file that the plugin wrote.</source>
<translation>{path} ist größer als das Limit von {most} MB. Wählen Sie eine Datei, die die Erweiterung geschrieben hat.</translation>
</message>
<message>
<source>{path} is missing. Install the plugin again.</source>
<translation>{path} fehlt. Installieren Sie die Erweiterung erneut.</translation>
</message>
<message>
<source>{path} is named for two outputs. Give each output a name of its own.</source>
<translation>{path} ist für zwei Ausgaben angegeben. Geben Sie jeder Ausgabe einen eigenen Namen.</translation>
</message>
<message>
<source>{path} is not a band of Sentinel-2: its pixels do not lie on a grid in metres. Stack such files with Raster &gt; Miscellaneous &gt; Build Virtual Raster.</source>
<translation>{path} ist kein Kanal von Sentinel-2: Seine Pixel liegen nicht auf einem Gitter in Metern. Stapeln Sie solche Dateien mit Raster &gt; Sonstiges &gt; Virtuelles Raster generieren.</translation>
</message>
<message>
<source>{path} is not a class map: it has the value {value:.10g}, and classes are integers from 1 to {most}. Choose a class map.</source>
<translation>{path} ist keine Klassenkarte: Sie hat den Wert {value:.10g}, und Klassen sind ganze Zahlen von 1 bis {most}. Wählen Sie eine Klassenkarte.</translation>
</message>
<message>
<source>{path} is not a complete zip. Download the product again.</source>
<translation>{path} ist kein vollständiges Zip. Laden Sie das Produkt erneut herunter.</translation>
</message>
<message>
<source>{path} is not a raster that GDAL can open: {reason}. Choose another file.</source>
<translation>{path} ist kein Raster, das GDAL öffnen kann: {reason}. Wählen Sie eine andere Datei.</translation>
</message>
<message>
<source>{path} is not a raster that QGIS can open. Give a narrower pattern.</source>
<translation>{path} ist kein Raster, das QGIS öffnen kann. Geben Sie ein engeres Dateimuster an.</translation>
</message>
<message>
<source>{path} is not text in UTF-8. Save the table from the spreadsheet as CSV in UTF-8.</source>
<translation>{path} ist kein Text in UTF-8. Speichern Sie die Tabelle aus der Tabellenkalkulation als CSV in UTF-8.</translation>
</message>
<message>
<source>{path} is protected by a password. Unpack it and choose the folder.</source>
<translation>{path} ist durch ein Passwort geschützt. Entpacken Sie es, und wählen Sie den Ordner.</translation>
</message>
<message>
<source>{path} is the input itself. Give the output another name.</source>
<translation>{path} ist die Eingabe selbst. Geben Sie der Ausgabe einen anderen Namen.</translation>
</message>
<message>
<source>{path}, line {line} has more cells than the first line names. Put a text that has the separator between quotation marks ("").</source>
<translation>{path}, Zeile {line} hat mehr Zellen, als die erste Zeile nennt. Setzen Sie einen Text, der das Trennzeichen enthält, in Anführungszeichen ("").</translation>
</message>
<message>
<source>{path}, line {line}: the cells cannot be separated ({reason}). Close each quotation mark, or save the table from a spreadsheet as CSV.</source>
<translation>{path}, Zeile {line}: Die Zellen können nicht getrennt werden ({reason}). Schließen Sie jedes Anführungszeichen, oder speichern Sie die Tabelle aus einer Tabellenkalkulation als CSV.</translation>
</message>
<message>
<source>{percent:.0f} % of the pixels are outside the range of the model. The image may have another unit, season or sensor. Check whether the classes still have their meaning.</source>
<translation>{percent:.0f} % der Pixel liegen außerhalb des Modellbereichs. Vielleicht unterscheidet sich das Bild in Einheit, Jahreszeit oder Sensor. Prüfen Sie, ob die Klassen noch dasselbe bedeuten.</translation>
</message>
<message>
<source>{product} has no scene classification; only products of Level-2A have one. Leave this output out.</source>
<translation>{product} hat keine Szenenklassifikation; nur Produkte der Stufe Level-2A haben eine. Lassen Sie diese Ausgabe weg.</translation>
</message>
<message>
<source>{product} has no {band}, only {offered}. Choose among these bands, or download the product again if it should have {band}.</source>
<translation>{product} enthält {band} nicht, nur {offered}. Wählen Sie unter diesen Kanälen, oder laden Sie das Produkt erneut herunter, wenn es {band} enthalten sollte.</translation>
</message>
<message>
<source>{product} has several files of {band}: {files}. Choose a folder with one of them.</source>
<translation>{product} hat mehrere Dateien von {band}: {files}. Wählen Sie einen Ordner mit einer davon.</translation>
</message>
<message>
<source>{table} has {n_cells} cells, not a multiple of {width}. Give class, new class, name and colour of each class, and an empty cell for no change.</source>
<translation>{table} hat {n_cells} Zellen, kein Vielfaches von {width}. Geben Sie für jede Klasse Klasse, neue Klasse, Name und Farbe an, und eine leere Zelle für keine Änderung.</translation>
</message>
<message>
<source>{table}, line {line} names class {value} a second time. Keep one of its lines.</source>
<translation>{table}, Zeile {line} nennt Klasse {value} ein zweites Mal. Behalten Sie eine ihrer Zeilen.</translation>
</message>
<message>
<source>{table}, line {line}: '{value}' is not a class. Give a whole number from 1 to 255.</source>
<translation>{table}, Zeile {line}: „{value}“ ist keine Klasse. Geben Sie eine ganze Zahl von 1 bis 255 an.</translation>
</message>
<message>
<source>{table}, line {line}: '{value}' is not a colour. Write it as #ff8000 or as 255,128,0.</source>
<translation>{table}, Zeile {line}: „{value}“ ist keine Farbe. Schreiben Sie sie als #ff8000 oder als 255,128,0.</translation>
</message>
<message>
<source>{table}, line {line}: '{value}' is not a new class. Give a whole number from 1 to 255, nodata to remove class {old}, or an empty cell to keep it.</source>
<translation>{table}, Zeile {line}: „{value}“ ist keine neue Klasse. Geben Sie eine ganze Zahl von 1 bis 255 an, nodata, um Klasse {old} zu verwerfen, oder eine leere Zelle, um sie zu behalten.</translation>
</message>
<message>
<source>… and {n} more</source>
<translation>… und {n} weitere</translation>
</message>
</context>
</TS>
