"""The preview: a server on this machine that shows a briefing as it is written.

`edition` builds a briefing and keeps its last good result, `watch` says when something that it was
built from changes, `pictures` draws pages, `places` finds the line of the source behind a word,
`server` puts them on a loopback address, and `client/` is what the browser gets. It builds by the
same stages as `build`, and writes nothing into the folder for results.
"""
