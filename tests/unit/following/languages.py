"""A repository with the same code in four languages and one note on each."""

from chesterton.memory.notes.places import Place
from chesterton.memory.notes.show import NoteQuery, notes
from chesterton.model.note import Kind
from chesterton.syntax.language import language_for
from chesterton.syntax.outline import parse
from tests.harness.notes import noted
from tests.unit.anchoring.situations.code import WRITERS
from tests.unit.anchoring.situations.tables.situation import place_of, write_files
from tests.unit.memory.shop import Shop


class Languages(Shop):
    """The repository."""

    def __init__(self, folder):
        super().__init__(folder)
        self.git("init", "-q", "-b", "main")
        self._paths = set()

    def write(self, files):
        """Replaces all files of all languages."""
        texts = {path: text for one in WRITERS for path, text in write_files(files, one).items()}
        for path in self._paths - texts.keys():
            (self.root / path).unlink()
        for path, text in texts.items():
            (self.root / path).parent.mkdir(parents=True, exist_ok=True)
            (self.root / path).write_text(text)
        self._paths = set(texts)

    def note_all(self, locator):
        """A note on the definition in each language."""
        workspace = self.opened()
        for writer in WRITERS:
            path, name, ordinal = place_of(locator, writer)
            parsed = parse((self.root / path).read_text(), language_for(path))
            symbol = parsed.outline.named(name)[ordinal]
            noted(workspace, writer.suffix, Place(path, symbol.line, name), kind=Kind.PITFALL)
        workspace.close()

    def placed_all(self):
        """Where each note is, by language."""
        workspace = self.opened()
        found = {one.note.title: one for one in notes(workspace, NoteQuery())}
        workspace.close()
        return found

    def saved_and_committed(self, files):
        """What is said of each note with the files saved, and then with them committed."""
        self.write(files)
        saved = self.placed_all()
        self.commit()
        return {"saved": saved, "committed": self.placed_all()}
