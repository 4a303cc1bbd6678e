#!/bin/sh
# Make this checkout ready: a virtual environment in .venv with the locked packages, and Pango.
#
#     scripts/setup.sh report    what `make report` needs
#     scripts/setup.sh test      what `make test` needs on top: linters, a browser, Java
#
# What is missing from the system is installed where that is allowed (root, sudo without a
# password, Homebrew); elsewhere the line to type is printed. Packages are installed once, and
# again when the lock changes.

set -eu
cd "$(dirname "$0")/.."

PANGO_APT="libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"

say() { printf '%s\n' "$*" >&2; }

fail() {
    say "setup: $1"
    shift
    for line in "$@"; do say "       $line"; done
    exit 3
}

# Privileges and packages of the system

as_root() {
    if [ "$(id -u)" = 0 ]; then
        "$@"
    elif command -v sudo >/dev/null && sudo -n true 2>/dev/null; then
        sudo -n "$@"
    else
        return 1
    fi
}

apt_install() {
    command -v apt-get >/dev/null || return 1
    as_root true || return 1
    say "Installing $* (apt-get)"
    # Lists may be absent on a fresh machine and stale elsewhere; what they hold may still do.
    as_root env DEBIAN_FRONTEND=noninteractive apt-get -qq update >/dev/null || true
    as_root env DEBIAN_FRONTEND=noninteractive \
        apt-get -qq install -y --no-install-recommends "$@" </dev/null >/dev/null
}

brew_install() {
    command -v brew >/dev/null || return 1
    say "Installing $* (Homebrew)"
    brew install --quiet "$@" </dev/null >&2
}

# Python

python_version='import sys; print("%d.%d" % sys.version_info[:2]); sys.exit(sys.version_info < (3, 11))'

find_python() {
    for python in ${PYTHON:-python3 python3.13 python3.12 python3.11 python3.14}; do
        if "$python" -c "$python_version" >/dev/null 2>&1; then
            command -v "$python"
            return
        fi
    done
    fail "reportkit needs Python 3.11 or newer${PYTHON:+, which $PYTHON is not}." \
        "Debian, Ubuntu:  sudo apt-get install python3 python3-venv" \
        "macOS:           brew install python" \
        "or name it:      make PYTHON=/path/to/python3 $goal"
}

# Debian splits venv from Python: without its package, environments come without pip.
ensure_venv() {
    "$1" -c 'import ensurepip, venv' 2>/dev/null && return
    package="python$("$1" -c "$python_version")-venv"
    apt_install "$package" && "$1" -c 'import ensurepip, venv' 2>/dev/null && return
    fail "Python cannot make virtual environments." "Type:  sudo apt-get install $package"
}

# An environment is bound to its folder and its interpreter; after a move of either it is made anew.
is_usable() {
    grep -qF "$(pwd)/.venv" .venv/bin/activate 2>/dev/null &&
        .venv/bin/python -m pip --version >/dev/null 2>&1
}

make_venv() {
    is_usable && return
    python=$(find_python)
    ensure_venv "$python"
    say "Making .venv with $python"
    rm -rf .venv
    "$python" -m venv .venv
}

install_packages() {
    say "Installing the locked packages ($1)"
    .venv/bin/python -m pip --disable-pip-version-check install --quiet --no-deps \
        --require-hashes -r "$1" </dev/null
    .venv/bin/python -m pip --disable-pip-version-check install --quiet --no-deps \
        --no-index --no-build-isolation -e . </dev/null
}

# Pango, which WeasyPrint loads. Looked for each time, since it comes and goes without us.

has_pango() {
    .venv/bin/python - <<'PYTHON'
import cffi

LIBRARIES = ("pango-1.0", "pangoft2-1.0", "harfbuzz-subset")

def loads(name):
    for file in (f"lib{name}.so.0", f"lib{name}.dylib", f"lib{name}.0.dylib", name):
        try:
            return cffi.FFI().dlopen(file)
        except OSError:
            pass

raise SystemExit(not all(map(loads, LIBRARIES)))
PYTHON
}

ensure_pango() {
    has_pango && return
    # shellcheck disable=SC2086 # several packages
    { apt_install $PANGO_APT || brew_install pango; } && has_pango && return
    fail "Pango is not installed." \
        "Debian, Ubuntu:  sudo apt-get install --no-install-recommends $PANGO_APT" \
        "macOS:           brew install pango" \
        "Fedora:          sudo dnf install pango"
}

# Programs that only tests use. Without them their tests are skipped, save under CI.

missing() {
    for program in "$@"; do
        command -v "$program" >/dev/null && return 1
    done
    return 0
}

test_programs() {
    packages=""
    missing chromium chromium-browser google-chrome && packages="$packages chromium"
    missing pdftotext && packages="$packages poppler-utils"
    missing java && packages="$packages default-jre-headless"
    missing mvn && packages="$packages maven"
    # shellcheck disable=SC2086 # several packages
    [ -z "$packages" ] || apt_install $packages ||
        say "Not installed, so that some tests are skipped:$packages"
}

# The stamp .venv/NAME says what was installed from requirements/NAME, with what, and where.

stamp_of() {
    cat "requirements/$1" pyproject.toml scripts/setup.sh | cksum
    pwd
    .venv/bin/python -V
}

is_ready() {
    [ -f ".venv/$1" ] && [ "$(cat ".venv/$1")" = "$(stamp_of "$1" 2>&1)" ]
}

set_up() {
    make_venv
    install_packages "requirements/$1"
    stamp_of "$1" >".venv/$1"
}

# Where Python is told to write no bytecode, as in many containers, each process would compile the
# package anew.

compile_package() {
    .venv/bin/python -m compileall -q reportkit
}

goal=${1-}
case $goal in
report)
    is_ready lock.txt || is_ready dev.txt || set_up lock.txt
    compile_package
    ensure_pango
    ;;
test)
    is_ready dev.txt || set_up dev.txt
    compile_package
    ensure_pango
    test_programs
    ;;
*)
    say "usage: scripts/setup.sh report|test"
    exit 2
    ;;
esac
