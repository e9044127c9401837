"""What the property tests draw from."""

from hypothesis import strategies as st

from chesterton.syntax.language import LANGUAGES

AWKWARD = "\n\r\t\f\v\x00\x1c\x85\u2028\u2029é漢😀\u0301\u200b\u202e\ufeff(){}[]\"'`#/*:;,.= ax1_"
"""Every line end and what only looks like one, wide, combining and invisible characters."""

awkward_text = st.text(alphabet=AWKWARD, max_size=60)
any_text = st.text(max_size=200) | awkward_text
any_language = st.sampled_from([each.load() for each in LANGUAGES])

words = st.sampled_from(
    [
        *("def f(x):\n    return x\n", "class C:\n", "    pass\n", "function f() {", "}\n", "=> {"),
        *(
            "func (t T) M() {\n",
            "impl T for S {\n",
            "fn f() {\n",
            "namespace n {\n",
            "#define A 1\n",
        ),
        *("@a\n", "export default ", "const x = ", "/* ", "*/", "// ", '"', "'", "`", "\\\n", "\t"),
    ]
)
half_code = st.lists(words | awkward_text, max_size=12).map("".join)
"""Code in several languages at once, unfinished."""
