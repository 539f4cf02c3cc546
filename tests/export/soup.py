"""Pages as they may be, with whatever their authors wrote: HTML cut and mixed, and any text."""

from __future__ import annotations

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

_PIECES = """\
<p>
</p>
<div id="a" class="deckbook-meta">
</div>
<ul>
<ol start="x">
<li value="1e9">
<dl>
<dt>
<table>
<caption>
<tr>
<td colspan="-1" style="text-align: right; color: red">
<pre>
</pre>
<code>
</code>
<b>
</b>
<svg viewBox="0 0 1 1">
</svg>
<text>
<use xlink:href="#a">
<math alttext="<i>">
<mfrac displaystyle="true">
<mi>
</math>
<a href="<u>">
<a href="#a" id="a">
</a>
<script>
</script>
<img alt="<s>" src="data:image/png;base64,!">
<video src="a b">
<input type="checkbox" checked>
<details>
<summary>
&lt;b>
&lt;!--x-->
&nbsp;
&#7;
`
```
*
**
_
[
](
>
~~
$
\\
|
#
-
<br>
<h2>
<blockquote>
<sup>
<hr>
<x-y>
<![CDATA[
<?x
<!DOCTYPE html>
""".splitlines()

_piece: SearchStrategy[str] = st.one_of(st.text(max_size=8), st.sampled_from(_PIECES))
pages: SearchStrategy[str] = st.lists(_piece, max_size=25).map("".join)
"""The contents of pages."""
