"""Chinese government work reports in, tables of facts out."""
