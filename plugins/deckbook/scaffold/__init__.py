"""Begins things: a study site, a site around an existing Slidev project, next week's deck."""
