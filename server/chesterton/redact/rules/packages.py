"""Rules for credentials of package and container registries."""

from chesterton.redact.rule import Rule, shaped
from chesterton.redact.rules.specimen import HEX, LOWER, specimen

PACKAGES: tuple[Rule, ...] = (
    shaped(
        "npm-token",
        "npm_",
        r"(?<![A-Za-z0-9])npm_[A-Za-z0-9]{36,40}(?![A-Za-z0-9])",
        hits=("npm_" + specimen(36), "//registry.npmjs.org/:_authToken=npm_" + specimen(36)),
        misses=("npm_" + "config_registry", "npm_" + "x" * 36),
    ),
    shaped(
        "pypi-token",
        "pypi-",
        r"pypi-AgE[A-Za-z0-9_-]{40,1000}",
        hits=("pypi-" + "AgEIcHlwaS5vcmc" + specimen(120),),
        misses=("pypi-" + "upload", "pypi-AgE"),
    ),
    shaped(
        "pypi-test-token",
        "pypi-AgEN",
        r"pypi-AgENdGVzdC5weXBpLm9yZw[A-Za-z0-9_-]{20,1000}",
        hits=("pypi-" + "AgENdGVzdC5weXBpLm9yZw" + specimen(120),),
        misses=("pypi-AgEN",),
    ),
    shaped(
        "rubygems-key",
        "rubygems_",
        r"rubygems_[a-f0-9]{40,52}",
        hits=("rubygems_" + specimen(48, HEX),),
        misses=("rubygems_" + "mirror",),
    ),
    shaped(
        "crates-token",
        "cio",
        r"(?<![A-Za-z0-9])cio[A-Za-z0-9]{32}(?![A-Za-z0-9])",
        hits=("cio" + specimen(32),),
        misses=("cio" + "short",),
    ),
    shaped(
        "nuget-key",
        "oy2",
        r"(?<![A-Za-z0-9])oy2[a-z0-9]{43}(?![A-Za-z0-9])",
        hits=("oy2" + specimen(43, LOWER),),
        misses=("oy2" + "x",),
    ),
    shaped(
        "dockerhub-token",
        "dckr_",
        r"dckr_(?:pat|oat)_[A-Za-z0-9_-]{20,60}",
        hits=("dckr_pat_" + specimen(27), "dckr_oat_" + specimen(32)),
        misses=("dckr_pat_" + "x",),
    ),
    shaped(
        "clojars-token",
        "CLOJARS_",
        r"CLOJARS_[a-z0-9]{60}",
        hits=("CLOJARS_" + specimen(60, HEX),),
        misses=("CLOJARS_" + "USERNAME",),
    ),
    shaped(
        "artifactory-key",
        "AKCp",
        r"(?<![A-Za-z0-9])AKCp[A-Za-z0-9]{60,80}",
        hits=("AKCp" + specimen(69),),
        misses=("AKCp",),
    ),
    shaped(
        "artifactory-reference-token",
        "cmVmd",
        r"(?<![A-Za-z0-9])cmVmd[A-Za-z0-9]{59}",
        hits=("cmVmd" + specimen(59),),
        misses=("cmVmd",),
    ),
    shaped(
        "packagist-token",
        "packagist_",
        r"packagist_[a-z]{3}_[a-f0-9]{40,80}",
        hits=("packagist_" + "out_" + specimen(60, HEX),),
        misses=("packagist_" + "mirror",),
    ),
    shaped(
        "jsr-token",
        "jsrp_ jsrd_",
        r"(?<![A-Za-z0-9])jsr[pd]_[A-Za-z0-9]{30,60}",
        hits=("jsrp_" + specimen(40),),
        misses=("jsrp_" + "x",),
    ),
    shaped(
        "expo-token",
        "expo",
        r"(?<![A-Za-z0-9])expo_[A-Za-z0-9_-]{30,60}(?![A-Za-z0-9_-])",
        hits=("expo_" + specimen(40),),
        misses=("expo_" + "modules_core", "expo_" + "x" * 40),
    ),
)
