"""Everything that leans on the inside of WeasyPrint, and on no other version of it than one.

The public interface of WeasyPrint lays out and writes whole documents. The press needs less and
more: one part at a time, references that can be moved, page numbers that come late. So this
package replaces some of WeasyPrint's private functions while a part is compiled
(`patches.installed`), and puts them back. When WeasyPrint changes, this is the package to read
again, with `press.tags`; until then `tags.PINNED` keeps other versions out.
"""
