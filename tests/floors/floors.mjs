// SPDX-License-Identifier: EUPL-1.2
// floors.mjs - the rules of the house that a compiler does not know.
//
//   node tests/floors/floors.mjs ROOT     prints FILE:LINE: why, one a line; then exits 1
//
// It reads text, not C: comments and strings are blanked first, so a rule never trips over a
// sentence.
import { readFileSync, readdirSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';

const FLOORS = {
    base: 0,
    content: 1,
    spool: 1,
    model: 2,
    delivery: 2,
    link: 2,
    view: 3,
    screens: 4,
    platform: 4,
    apps: 5,
};
// Which folders may include a library, and which of its headers we know it by.
const LIBRARIES = [
    { what: 'SDL', header: /^SDL/, folders: ['platform'] },
    { what: 'espeak-ng', header: /^espeak/, folders: ['platform'] },
    { what: 'curl', header: /^curl\//, folders: ['delivery'] },
    { what: 'libgcrypt', header: /^gcrypt/, folders: ['base'] },
    { what: 'libseccomp', header: /^seccomp/, folders: ['base'] },
    { what: 'cJSON', header: /cJSON/, folders: ['base'] },
    { what: 'libmicrohttpd', header: /^microhttpd/, folders: ['apps'] },
    { what: 'GnuTLS', header: /^gnutls/, folders: ['apps'] },
];
const BANNED =
    /\b(strcpy|strcat|sprintf|vsprintf|gets|atoi|atol|atoll|atof|strtok|system|popen)\s*\(/g;
const SHARED =
    /\b(localtime|gmtime|ctime|asctime|s?rand|inet_ntoa|gethostbyname|get(?:pw|gr)[a-z]+|tmpnam)\s*\(/g;
const UNFINISHED = /\b(TODO|FIXME|XXX)\b/;
const LINES_MOST = 500;
const COLUMNS_MOST = 96;
const FUNCTION_LINES_MOST = 60;
const SPDX = 'SPDX-License-Identifier: EUPL-1.2';
const SOURCES = /(\.(c|h|def|mjs|sh)|CMakeLists\.txt)$/;

const root = process.argv[2];
const breaches = [];

function breach(file, line, why) {
    breaches.push(`${relative(root, file)}:${line}: ${why}`);
}

function sourcesUnder(folder) {
    return readdirSync(folder)
        .sort()
        .flatMap((name) => {
            const path = join(folder, name);
            if (statSync(path).isDirectory()) return sourcesUnder(path);
            return SOURCES.test(name) ? [path] : [];
        });
}

// The same text with the insides of comments, strings and characters blanked; lines stay where
// they are.
function withoutWords(text) {
    return text.replace(
        /\/\*[^]*?\*\/|\/\/[^\n]*|"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'/g,
        (part) => part.replace(/[^\n]/g, ' '),
    );
}

function lineAt(text, place) {
    return text.slice(0, place).split('\n').length;
}

function checkHead(file, lines) {
    const head = lines[0].startsWith('#!') ? (lines[1] ?? '') : lines[0];
    const wanted = /\.(c|h|def)$/.test(file) ? `/* ${SPDX} */` : SPDX;
    if (!head.includes(wanted)) breach(file, 1, `the first line must be "${wanted}"`);
    if (!file.endsWith('.def') && lines.length - 1 > LINES_MOST) {
        breach(
            file,
            LINES_MOST + 1,
            `${lines.length - 1} lines; a file stops at ${LINES_MOST}`,
        );
    }
}

function checkFloor(file, folder, included, line) {
    const [other] = included.split('/');
    if (!included.includes('/')) {
        breach(file, line, `name the folder: "${folder}/${included}"`);
    } else if (!(other in FLOORS)) {
        breach(file, line, `"${included}" is in no folder of kiosk/`);
    } else if (other !== folder && FLOORS[other] >= FLOORS[folder]) {
        breach(
            file,
            line,
            `${folder} (floor ${FLOORS[folder]}) may not include ` +
                `${other} (floor ${FLOORS[other]}): ` +
                'own folder or a lower floor only',
        );
    }
}

function checkIncludes(file, folder, lines) {
    lines.forEach((text, index) => {
        const found = text.match(/^\s*#\s*include\s*([<"])([^>"]+)[>"]/);
        if (!found) return;
        const [, mark, included] = found;
        if (mark === '"') checkFloor(file, folder, included, index + 1);
        for (const { what, header, folders } of LIBRARIES) {
            if (header.test(included) && !folders.includes(folder)) {
                breach(file, index + 1, `${what} belongs to ${folders.join(' and ')} only`);
            }
        }
    });
}

function checkCalls(file, code) {
    for (const found of code.matchAll(BANNED)) {
        breach(
            file,
            lineAt(code, found.index),
            `${found[1]} is banned: it knows no limit or runs a shell`,
        );
    }
    for (const found of code.matchAll(SHARED)) {
        breach(
            file,
            lineAt(code, found.index),
            `${found[1]} is banned: it keeps its answer where every thread writes`,
        );
    }
}

// Our functions open with a brace in the first column and close with one; so does nothing else
// that is long.
function checkFunctions(file, lines) {
    let opened = -1;
    lines.forEach((text, index) => {
        if (text === '{') opened = index;
        if (text !== '}' || opened < 0) return;
        if (index - opened - 1 > FUNCTION_LINES_MOST) {
            breach(
                file,
                opened,
                `a function of ${index - opened - 1} lines; stop at ${FUNCTION_LINES_MOST}`,
            );
        }
        opened = -1;
    });
}

// Every constant of every enum in kiosk/, those that come out of a .def file included.
function ourConstants(files) {
    const all = new Set();
    for (const { file, code } of files) {
        for (const found of code.matchAll(/\benum\s+\w*\s*\{([^}]*)\}/g)) {
            for (const name of found[1].matchAll(/\b[A-Z][A-Z0-9_]+\b/g)) all.add(name[0]);
        }
        if (!file.endsWith('.def')) continue;
        for (const found of code.matchAll(/^\s*\w+\(\s*([A-Z][A-Z0-9_]+)/gm)) all.add(found[1]);
    }
    return all;
}

function closing(code, open) {
    let depth = 0;
    for (let i = open; i < code.length; i++) {
        if (code[i] === '{') depth++;
        if (code[i] === '}' && --depth === 0) return i;
    }
    return code.length;
}

function checkSwitches(file, code, constants) {
    for (const found of code.matchAll(/\bswitch\s*\(/g)) {
        const open = code.indexOf('{', found.index);
        let body = code.slice(open + 1, closing(code, open));
        body = body.replace(/\bswitch\s*\([^{]*\{[^}]*\}/g, (inner) =>
            inner.replace(/[^\n]/g, ' '),
        );
        const isOurs = [...body.matchAll(/\bcase\s+([A-Z][A-Z0-9_]+)/g)].some(([, name]) =>
            constants.has(name),
        );
        const other = body.search(/\bdefault\s*:/);
        if (isOurs && other >= 0) {
            breach(
                file,
                lineAt(code, open + 1 + other),
                'no default in a switch over our enums: ' +
                    'the compiler must find every place where a new value is missing',
            );
        }
    }
}

function checkLines(file, lines) {
    lines.forEach((text, index) => {
        const columns = [...text].length;
        if (columns > COLUMNS_MOST && /\.[ch]$/.test(file)) {
            breach(file, index + 1, `${columns} columns; a line stops at ${COLUMNS_MOST}`);
        }
        if (UNFINISHED.test(text))
            breach(file, index + 1, 'unfinished work is no part of the tree');
    });
}

const files = [
    ...sourcesUnder(join(root, 'kiosk')),
    ...sourcesUnder(join(root, 'tests')),
    ...sourcesUnder(join(root, 'assets')),
].map((file) => {
    const text = readFileSync(file, 'utf8');
    return {
        file,
        lines: text.split('\n'),
        code: withoutWords(text),
        place: relative(root, file).split('/'),
    };
});
const constants = ourConstants(files.filter(({ place }) => place[0] === 'kiosk'));
for (const { file, lines, code, place } of files) {
    checkHead(file, lines);
    if (place[1] !== 'floors') checkLines(file, lines);
    if (!/\.[ch]$/.test(file)) continue;
    checkCalls(file, code);
    checkFunctions(
        file,
        code.split('\n').map((line) => line.trimEnd()),
    );
    if (place[0] !== 'kiosk') continue;
    checkSwitches(file, code, constants);
    if (place[1] in FLOORS) checkIncludes(file, place[1], lines);
    else
        breach(
            file,
            1,
            `kiosk/${place[1]} is no floor of the house: give it a rank in floors.mjs`,
        );
}
for (const line of breaches) console.log(line);
console.log(`floors: ${files.length} files, ${breaches.length} breaches`);
process.exit(breaches.length > 0 ? 1 : 0);
