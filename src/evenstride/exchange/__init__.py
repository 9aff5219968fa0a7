"""Files that others read: the assessment as JSON, a table of measures, marker and motion files, and their folder."""
