"""Client capabilities and the server capabilities derived from them."""

import pytest
from lsprotocol import converters
from lsprotocol import types as lsp

from chesterton.config.settings import Settings, Signals
from chesterton.lsp.announcement import registrations, server_capabilities
from chesterton.lsp.capabilities import Client, Family, client_of
from chesterton.lsp.registry import REGISTRY
from chesterton.lsp.rows import Command
from chesterton.syntax.positions import Encoding
from tests.wire.profiles import NAMES, profile

CONVERTER = converters.get_converter()


def client(described, **more):
    params = {"processId": None, "rootUri": None, **described, **more}
    structured = CONVERTER.structure(params, lsp.InitializeParams)
    structured.capabilities = params["capabilities"]  # left as JSON, as the server does
    return client_of(structured)


FAMILIES = {
    "vscode": Family.VSCODE,
    "vscode-1.139.1": Family.VSCODE,
    "neovim-0.11.4": Family.NEOVIM,
    "emacs": Family.EMACS,
    "eglot-1.9": Family.OTHER,  # sends no clientInfo
    "lsp-mode-8.0.0": Family.EMACS,
    "helix": Family.HELIX,
    "helix-2026-07": Family.HELIX,
    "zed": Family.ZED,
    "vim-lsp": Family.OTHER,
}


@pytest.mark.parametrize("name", NAMES)
def test_each_editor_is_recognised_by_its_name(name):
    assert client(profile(name)).family is FAMILIES[name]


@pytest.mark.parametrize(
    ("name", "family"),
    [
        ("Visual Studio Code - Insiders", Family.VSCODE),
        ("VSCodium", Family.VSCODE),
        ("Cursor", Family.VSCODE),
        ("GNU Emacs", Family.EMACS),
        ("Sublime Text LSP", Family.OTHER),
        ("", Family.OTHER),
    ],
)
def test_forks_belong_to_the_family_of_their_parent(name, family):
    assert client({"capabilities": {}, "clientInfo": {"name": name}}).family is family


def test_an_extension_may_name_the_editor():
    named = {"capabilities": {}, "clientInfo": {"name": "multiplexer"}}
    assert client(named, initializationOptions={"editor": "helix"}).family is Family.HELIX
    assert client(named, initializationOptions={"editor": 5}).family is Family.OTHER
    assert client(named, initializationOptions=[]).family is Family.OTHER


def test_the_first_supported_encoding_is_chosen():
    def encoding(*names):
        return client({"capabilities": {"general": {"positionEncodings": list(names)}}}).encoding

    assert encoding("utf-7", "utf-32", "utf-8") is Encoding.UTF32
    assert encoding("utf-7") is Encoding.UTF16
    assert client({"capabilities": {}}).encoding is Encoding.UTF16


@pytest.mark.parametrize(
    ("family", "lens", "signals", "hints", "lenses"),
    [
        (Family.VSCODE, True, Signals.AUTO, False, True),
        (Family.VSCODE, False, Signals.AUTO, True, True),
        (Family.NEOVIM, True, Signals.AUTO, True, True),
        (Family.NEOVIM, True, Signals.LENS, False, True),
        (Family.HELIX, False, Signals.HINT, True, False),
        (Family.VSCODE, True, Signals.BOTH, True, True),
        (Family.VSCODE, True, Signals.OFF, False, False),
    ],
)
def test_presence_is_signalled_by_lenses_or_hints(family, lens, signals, hints, lenses):
    editor = Client(family=family, lens=lens)
    assert (editor.shows_hints(signals), editor.shows_lenses(signals)) == (hints, lenses)


def test_every_command_is_announced():
    commands = server_capabilities(Client(), Settings())["executeCommandProvider"]["commands"]
    assert set(commands) == {row.name for row in REGISTRY if isinstance(row, Command)}


def test_the_server_capabilities_include_the_api_version():
    capabilities = server_capabilities(Client(), Settings())
    assert capabilities["experimental"] == {"chesterton": {"api": 1}}
    assert "diagnosticProvider" not in capabilities  # push and pull together show everything twice
    assert capabilities["codeLensProvider"] == {"resolveProvider": False}


def test_hover_above_is_registered_statically():
    editor = client(profile("vscode"))
    above = Settings(hover_position="above")
    assert server_capabilities(editor, above)["hoverProvider"] is True
    assert server_capabilities(editor, Settings())["hoverProvider"] is False
    methods = {each.method for each in registrations(editor, above)}
    assert "textDocument/hover" not in methods
