"""Registry of the supported languages: file names, language ids and modules.

A module is imported when a file of its language is first read.
"""

from functools import cache
from importlib import import_module
from typing import NamedTuple

from chesterton.syntax.language_rules import Language


class Registered(NamedTuple):
    """A language that is not loaded yet. Names are separated by spaces."""

    id: str
    extensions: str
    file_names: str = ""
    file_stems: str = ""  #: file names, perhaps followed by a dot and more
    lsp_ids: str = ""  #: LSP language ids, if other than `id`
    module: str = ""  #: the module in this package, if other than `id`

    def load(self) -> Language:
        """The language itself."""
        return _loaded(self)


LANGUAGES: tuple[Registered, ...] = (
    Registered("python", ".py .pyi .pyw", file_names="SConstruct SConscript wscript"),
    Registered(
        "javascript", ".js .jsx .mjs .cjs", file_names="Jakefile", lsp_ids="javascriptreact"
    ),
    Registered("typescript", ".ts .mts .cts"),
    Registered("typescriptreact", ".tsx", module="typescript"),
    Registered("go", ".go"),
    Registered("rust", ".rs"),
    Registered("java", ".java"),
    Registered("c", ".c"),
    # C headers parse as C++, but not the reverse
    Registered(
        "cpp",
        ".cpp .cc .cxx .c++ .inl .ipp .tpp .h .hpp .hh .hxx .h++ .cu .cuh .ino",
        lsp_ids="cuda-cpp arduino",
    ),
    Registered("csharp", ".cs .csx", lsp_ids="cs"),
    Registered("kotlin", ".kt .kts"),
    Registered("swift", ".swift"),
    Registered("scala", ".scala .sc .sbt"),
    Registered("php", ".php .phtml .inc .phpt"),
    Registered(
        "ruby",
        ".rb .rake .gemspec .ru .rbi",
        file_names="Rakefile Gemfile Guardfile Capfile Vagrantfile Podfile",
    ),
    Registered("lua", ".lua .rockspec", file_names=".luacheckrc"),
    Registered(
        "bash",
        ".sh .bash .bats .ksh .zsh",
        file_names=".profile .bashrc .bash_profile .bash_aliases .bash_login .bash_logout PKGBUILD",
        lsp_ids="shellscript sh zsh",
    ),
    Registered(
        "yaml",
        ".yml .yaml",
        file_names=".clang-format .clang-tidy .clangd .yamllint",
        lsp_ids="dockercompose github-actions-workflow azure-pipelines ansible helm yaml.ansible"
        " yaml.docker-compose yaml.gitlab yaml.helm-values",
    ),
    Registered(
        "toml", ".toml", file_names="Cargo.lock poetry.lock uv.lock Pipfile", lsp_ids="conf-toml"
    ),
    Registered(
        "json",
        ".json .jsonc .json5 .webmanifest .geojson .tfstate .jsonl",
        file_names="composer.lock Pipfile.lock flake.lock .babelrc .eslintrc .prettierrc .swcrc",
        lsp_ids="jsonc json5 js-json",
    ),
    Registered(
        "ini",
        ".ini .cfg .service .timer .socket .desktop .editorconfig",
        file_names=".editorconfig .gitconfig .gitmodules .pylintrc .flake8 .npmrc",
        lsp_ids="cfg confini dosini systemd editorconfig gitconfig"
        " conf-desktop conf-unix conf-windows",
    ),
    Registered(
        "properties",
        ".properties",
        lsp_ids="java-properties jproperties spring-boot-properties conf-javaprop",
        module="ini",
    ),
    Registered("dotenv", ".env", file_stems=".env .envrc .flaskenv", lsp_ids="env", module="ini"),
    Registered(
        "hcl",
        ".tf .tfvars .hcl .tofu .nomad .pkrvars",
        file_names=".terraform.lock.hcl",
        lsp_ids="terraform terraform-vars tf opentofu opentofu-vars",
    ),
    Registered("sql", ".sql .ddl .pgsql .psql .mysql", lsp_ids="mysql pgsql plsql postgres sqlite"),
    Registered("dockerfile", ".dockerfile .containerfile", file_stems="Dockerfile Containerfile"),
    Registered(
        "makefile",
        ".mk .mak .make",
        file_names="makefile GNUmakefile",
        file_stems="Makefile",
        lsp_ids="make makefile-bsdmake makefile-gmake",
    ),
)
"""In the order a newcomer should read them."""


@cache
def _loaded(registered: Registered) -> Language:
    module = import_module(f"{__name__}.{registered.module or registered.id}")
    constants = (each for each in vars(module).values() if isinstance(each, Language))
    return next(each for each in constants if each.id == registered.id)
