// SPDX-License-Identifier: EUPL-1.2
// closure.mjs - what a program adds to a bare Debian: the Installed-Size of its packages with
// all that they depend on (as apt would install them on an empty system, without recommended
// packages), less what every Debian has (the essential packages with theirs), plus the files
// that come in no package.
import { execFileSync } from 'node:child_process';
import { readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const english = { ...process.env, LC_ALL: 'C' };

// The packages that apt would install on a system with none; `work` is a folder to write in.
function closure(work, wanted) {
    const nothing = join(work, 'status');
    writeFileSync(nothing, '');
    const options = [
        `Dir::State::status=${nothing}`,
        // Its cache remembers what is really installed.
        'Dir::Cache::pkgcache=',
        'Dir::Cache::srcpkgcache=',
        'APT::Install-Recommends=false',
    ].flatMap((option) => ['-o', option]);
    const plan = execFileSync('apt-get', ['-s', '-q', ...options, 'install', ...wanted], {
        encoding: 'utf8',
        env: english,
        maxBuffer: 1 << 26,
    });
    return [...plan.matchAll(/^Inst (\S+)/gm)].map(([, name]) => name);
}

function installedKib(names) {
    const told = execFileSync('apt-cache', ['show', '--no-all-versions', ...names], {
        encoding: 'utf8',
        env: english,
        maxBuffer: 1 << 26,
    });
    return [...told.matchAll(/^Installed-Size: (\d+)/gm)].reduce(
        (sum, [, kib]) => sum + Number(kib),
        0,
    );
}

function bytesOf(path) {
    if (!statSync(path).isDirectory()) return statSync(path).size;
    return readdirSync(path).reduce((sum, name) => sum + bytesOf(join(path, name)), 0);
}

let everywhere = null;

export function closureMib(work, packages, ownFiles) {
    everywhere ??= new Set(closure(work, ['?essential']));
    const added = closure(work, packages).filter((name) => !everywhere.has(name));
    return (
        installedKib(added) / 1024 +
        ownFiles.reduce((sum, path) => sum + bytesOf(path), 0) / (1 << 20)
    );
}

// The packages whose libraries a program loads at start.
export function packagesOf(programs) {
    const libraries = programs.flatMap((program) =>
        [...execFileSync('ldd', [program], { encoding: 'utf8' }).matchAll(/=> (\/\S+)/g)].map(
            ([, path]) => path,
        ),
    );
    // Debian's folders are merged: dpkg knows a library of /lib by either name.
    const owners = [...new Set(libraries)].map((path) => {
        for (const name of [path, `/usr${path}`, path.replace(/^\/usr/, '')]) {
            try {
                return execFileSync('dpkg', ['-S', name], {
                    encoding: 'utf8',
                    stdio: ['ignore', 'pipe', 'ignore'],
                }).split(':')[0];
            } catch {
                /* not by this name */
            }
        }
        throw new Error(`no package owns ${path}`);
    });
    return [...new Set(owners)];
}
