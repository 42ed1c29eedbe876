#!/bin/sh
# Installs the programs ketluan calls and makes .venv. Called by `make setup`; safe to run again.
# `sh tools/setup.sh test` installs only what the tests need besides: PostgreSQL's server and
# Chromium; `sh tools/setup.sh bench` the peers that the benchmarks run beside ours.
set -eu
cd "$(dirname "$0")/.."

# Debian 12 has two versions of Liberation; the one called just "fonts-liberation" knows no
# Vietnamese. Later releases have one, under the plain name.
fonts_missing() {
    for folder in truetype/liberation2 liberation-serif liberation; do
        [ -e "/usr/share/fonts/$folder/LiberationSerif-Regular.ttf" ] && return 1
    done
    version=$(dpkg-query -W -f='${Version}' fonts-liberation 2>/dev/null) || return 0
    dpkg --compare-versions "$version" lt 1:2
}

fonts_package() {
    if apt-cache show fonts-liberation2 >/dev/null 2>&1; then
        echo fonts-liberation2
    else
        echo fonts-liberation
    fi
}

programs_missing() {
    for program in tesseract pdftoppm; do
        command -v "$program" >/dev/null 2>&1 || return 0
    done
    tesseract --list-langs 2>/dev/null | grep -qx vie || return 0
    tesseract --list-langs 2>/dev/null | grep -qx eng || return 0
    fonts_missing && return 0
    python3 -c 'import venv, ensurepip' 2>/dev/null || return 0
    return 1
}

install_packages() {
    if ! command -v apt-get >/dev/null 2>&1; then
        echo "$1" >&2
        echo "Install what your system calls these Debian packages:" >&2
        echo "    $2" >&2
        exit 1
    fi
    sudo=""
    if [ "$(id -u)" -ne 0 ]; then
        command -v sudo >/dev/null 2>&1 || {
            echo "Run as root or install sudo first; needed: apt-get install $2" >&2
            exit 1
        }
        sudo="sudo"
    fi
    $sudo apt-get update -qq
    # shellcheck disable=SC2086
    $sudo env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends \
        $(for package in $2; do
            [ "$package" = fonts-liberation ] && fonts_package || echo "$package"
        done)
}

postgres_missing() {
    for place in /usr/lib/postgresql/*/bin /usr/local/bin /usr/bin; do
        [ -x "$place/initdb" ] && return 1
    done
    return 0
}

if [ "${1-}" = test ]; then
    if postgres_missing; then
        install_packages "The tests need PostgreSQL 15 or newer." "postgresql"
    fi
    if ! command -v chromium >/dev/null 2>&1; then
        install_packages "The tests of the pages need Chromium." "chromium"
    fi
    exit 0
fi

# What the benchmarks compare with: OCRmyPDF wants Ghostscript, Hunspell and its dictionary restore
# marks; the rest comes by pip.
if [ "${1-}" = bench ]; then
    if ! command -v gs >/dev/null 2>&1; then
        install_packages "OCRmyPDF, a peer of the benchmarks, needs Ghostscript." "ghostscript"
    fi
    if ! hunspell -D </dev/null 2>&1 | grep -q vi_VN; then
        install_packages "Hunspell is a peer of the benchmarks." "hunspell hunspell-vi"
    fi
    .venv/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes \
        -r requirements-bench.txt
    exit 0
fi

if programs_missing; then
    install_packages \
        "ketluan needs Tesseract with its Vietnamese and English data, Poppler, the Liberation fonts
and Python >= 3.11 with venv." \
        "tesseract-ocr tesseract-ocr-vie tesseract-ocr-eng poppler-utils fonts-liberation python3 python3-venv"
fi

python3 -c 'import sys; sys.exit(sys.version_info < (3, 11))' || {
    echo "ketluan needs Python 3.11 or newer; this is $(python3 --version)" >&2
    exit 1
}
[ -x .venv/bin/python ] || python3 -m venv .venv
.venv/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.txt
.venv/bin/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
touch .venv/.ready
