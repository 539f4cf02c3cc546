"""publish: a built site → an edition on the branch that is published, beside those that stand there.

It wraps mike: `versions.json`, the folders and the aliases are mike's own, so that its commands and version selectors
go on working. What it adds is that one push of one commit changes the branch, or nothing does.
"""
