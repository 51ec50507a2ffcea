"""Files and pastes turned into rows of plain cells; what they mean is the domain's business."""
