// SPDX-License-Identifier: EUPL-1.2
// breaches.mjs - plants one breach of every rule in a small house and asks floors.mjs to find
// each by file and line, and nothing else: a checker that sees nothing would be green for ever.
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const SPDX = '/* SPDX-License-Identifier: EUPL-1.2 */\n';
const filler = (count) => '    ;\n'.repeat(count);
// file, text after the licence line, what must be said (none: must stay silent)
const planted = [
    ['kiosk/base/err.h', 'enum err { ERR_NONE, ERR_DISK };\n', null],
    [
        'kiosk/model/up.c',
        '#include "view/node.h"\n',
        'kiosk/model/up.c:2: model (floor 2) may not include view',
    ],
    [
        'kiosk/link/beside.c',
        '#include "delivery/http.h"\n',
        'kiosk/link/beside.c:2: link (floor 2) may not include delivery',
    ],
    ['kiosk/link/down.c', '#include "base/err.h"\n#include "link/link.h"\n', null],
    ['kiosk/view/bare.c', '#include "node.h"\n', 'kiosk/view/bare.c:2: name the folder'],
    [
        'kiosk/view/sdl.c',
        '#include <SDL2/SDL.h>\n',
        'kiosk/view/sdl.c:2: SDL belongs to platform only',
    ],
    [
        'kiosk/link/curl.c',
        '#include <curl/curl.h>\n',
        'kiosk/link/curl.c:2: curl belongs to delivery only',
    ],
    [
        'kiosk/content/json.c',
        '#include <cjson/cJSON.h>\n',
        'kiosk/content/json.c:2: cJSON belongs to base only',
    ],
    ['kiosk/util/misc.c', 'int x;\n', 'kiosk/util/misc.c:1: kiosk/util is no floor'],
    [
        'kiosk/base/calls.c',
        '/* sprintf(a, b) */\nint a = atoi(b);\n',
        'kiosk/base/calls.c:3: atoi is banned',
    ],
    [
        'kiosk/base/shared.c',
        'struct tm a = *localtime(&b); localtime_r(&b, &c);\n',
        'kiosk/base/shared.c:2: localtime is banned',
    ],
    ['kiosk/base/words.c', 'const char *s = "system(x) default: /* "; /* popen(x) */\n', null],
    [
        'kiosk/base/switch.c',
        'int f(enum err e)\n{\n    switch (e) {\n    case ERR_DISK:\n    default: ;\n    }\n}\n',
        'kiosk/base/switch.c:6: no default in a switch over our enums',
    ],
    [
        'kiosk/base/letters.c',
        "void f(char c)\n{\n    switch (c) {\n    case 'a':\n    default: break;\n    }\n}\n",
        null,
    ],
    [
        'kiosk/base/long.c',
        `void f(void)\n{\n${filler(61)}}\n`,
        'kiosk/base/long.c:2: a function of 61 lines',
    ],
    ['kiosk/base/wide.c', `/* ${'é'.repeat(91)} */\n`, 'kiosk/base/wide.c:2: 97 columns'],
    ['kiosk/base/just.c', `/* ${'é'.repeat(90)} */\n`, null],
    ['kiosk/base/file.c', filler(500), 'kiosk/base/file.c:501: 501 lines'],
    ['tests/base/later.c', '/* TO' + 'DO */\n', 'tests/base/later.c:2: unfinished work'],
];

const root = mkdtempSync(join(tmpdir(), 'naast-floors-'));
mkdirSync(join(root, 'assets'));
const write = (file, text) => {
    mkdirSync(dirname(join(root, file)), { recursive: true });
    writeFileSync(join(root, file), text);
};
for (const [file, text] of planted) write(file, SPDX + text);
write('kiosk/base/nameless.c', 'int x;\n');
const wanted = [
    ...planted.flatMap(([, , said]) => said ?? []),
    'kiosk/base/nameless.c:1: the first line must be',
];

const floors = join(dirname(fileURLToPath(import.meta.url)), 'floors.mjs');
const run = spawnSync(process.execPath, [floors, root], { encoding: 'utf8' });
rmSync(root, { recursive: true });
const said = run.stdout.trim().split('\n').slice(0, -1);
const missed = wanted.filter((start) => !said.some((line) => line.startsWith(start)));
const invented = said.filter((line) => !wanted.some((start) => line.startsWith(start)));
for (const line of missed) console.log(`not seen: ${line}`);
for (const line of invented) console.log(`not planted: ${line}`);
console.log(
    `breaches: ${wanted.length} planted, ${missed.length} missed, ${invented.length} invented`,
);
process.exit(run.status === 1 && missed.length === 0 && invented.length === 0 ? 0 : 1);
