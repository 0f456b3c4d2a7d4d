#!/usr/bin/env python3
"""Compare the page dumps of the sample issues with the goldens beside this file.

  pages.py BANXIN PROJECT [--update]

The fonts are the model of tests/fonts, so that no font package decides the outcome. --update
writes the goldens anew: read the difference before you commit it.
"""
import difflib
import pathlib
import subprocess
import sys
import tempfile

SHOWN = 60


def dump(banxin, project, issue, folder):
    out = pathlib.Path(folder) / 'pages'
    command = [banxin, 'check', '-q', project / 'issues' / issue, '--layouts', project / 'layouts',
               '--fonts', project / 'tests/fonts/model', '--dump-pages', out]
    run = subprocess.run(command, stderr=subprocess.PIPE, text=True)
    if run.returncode:
        sys.exit(f'{issue}: exit status {run.returncode}\n{run.stderr}')
    return out.read_text(encoding='utf-8')


def differs(golden, text):
    old = golden.read_text(encoding='utf-8') if golden.exists() else ''
    if old == text:
        return False
    lines = list(difflib.unified_diff(old.splitlines(), text.splitlines(), golden.name, 'now',
                                      lineterm='', n=1))
    print('\n'.join(line[:200] for line in lines[:SHOWN]))
    if len(lines) > SHOWN:
        print(f'… {len(lines) - SHOWN} more lines')
    return True


def main():
    banxin, project = sys.argv[1], pathlib.Path(sys.argv[2])
    here = pathlib.Path(__file__).parent
    issues = sorted(p.parent.name for p in (project / 'issues').glob('*/issue.yaml'))
    failed = []
    with tempfile.TemporaryDirectory() as folder:
        for issue in issues:
            text = dump(banxin, project, issue, folder)
            golden = here / f'{issue}.pages'
            if '--update' in sys.argv:
                golden.write_text(text, encoding='utf-8')
            elif differs(golden, text):
                failed.append(issue)
    if failed:
        sys.exit(f'{", ".join(failed)}: the pages changed; if they are right, run this with --update')
    if not issues:
        sys.exit('no sample issues found')


if __name__ == '__main__':
    main()
