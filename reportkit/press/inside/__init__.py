"""Everything that leans on the inside of WeasyPrint, and on no other version of it than one.

The public interface of WeasyPrint lays out and writes whole documents. The press needs less and
more: one part at a time, references that can be moved, page numbers that come late. So this
package replaces some of WeasyPrint's private functions while a part is compiled
(`patches.installed`), and puts them back. A few modules mend what both presses need: `tags`,
`notes`, `breaks`, `lettering` and `joined`; `misfits` and `pagination` read what a page is made of.
When WeasyPrint changes, this is the package to read again; until then `PINNED` keeps other versions
out. No other module names what is private.
"""

PINNED = "70.0"
"""The version whose private names these are."""
