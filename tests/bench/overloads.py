"""A class with fifty overloads of one method, and a long history of it."""

import random
import subprocess

FILE = "Cells.java"
_COUNT, _KNOWN, _FEWEST = 50, 60, 40
_TYPES = ("int", "long", "char", "Cell", "List")


class Overloads:
    """The class in a folder. Commits edit, add and remove overloads, but keep the noted one."""

    def __init__(self, root):
        self.root = root
        self.draw = random.Random(4)
        self.bodies = {
            self.signature(): ["cell.check(a0);", "cell.write(1);"] for _ in range(_KNOWN)
        }
        self.order = list(self.bodies)[:_COUNT]
        self.noted = self.order[_COUNT // 2]
        (root / FILE).write_text(self.code(), "utf-8")

    def signature(self):
        types = (self.draw.choice(_TYPES) for _ in range(self.draw.randint(1, 6)))
        return ", ".join(f"{each} a{n}" for n, each in enumerate(types))

    def code(self):
        methods = "\n\n".join(
            "\n        ".join(
                [f"    static Cell put({types}) {{", *self.bodies[types], "return cell;"]
            )
            + "\n    }"
            for types in self.order
        )
        return f"class Cells {{\n{methods}\n}}\n"

    def line(self):
        """The line of the noted overload."""
        return self.code().split("\n").index(f"    static Cell put({self.noted}) {{") + 1

    def commit(self, count):
        """Commits so many changes to the branch `long`."""
        stream = ["reset refs/heads/long\nfrom HEAD\n\n"]
        for number in range(count):
            self.change(number)
            text = self.code()
            stream.append(
                f"commit refs/heads/long\ncommitter A <a@b> {1_700_000_000 + number} +0000\n"
                f"data 1\nc\nM 644 inline {FILE}\ndata {len(text)}\n{text}\n"
            )
        data = "".join(stream).encode()
        subprocess.run(("git", "fast-import", "--quiet"), cwd=self.root, input=data, check=True)

    def change(self, number):
        types, kind = self.draw.choice(self.order), self.draw.random()
        absent = [each for each in self.bodies if each not in self.order]
        if kind < 0.1 and types != self.noted and len(self.order) > _FEWEST:
            self.order.remove(types)
        elif kind < 0.2 and absent:
            self.order.insert(self.draw.randrange(len(self.order)), absent[0])
        else:
            self.bodies[types][self.draw.randrange(2)] = f"cell.step({number});"
