"""Form parameters, inputs, outputs and log lines that several algorithms share."""
