"""Mathematics: formulas found in Markdown, their macros expanded, and written as MathML."""
