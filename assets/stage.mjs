// SPDX-License-Identifier: EUPL-1.2
// stage.mjs - puts the pictograms, fonts and recordings that a kiosk shows and says into one
// folder, at build time.
//
//   node assets/stage.mjs OUT        stage: write what changed, remove what is left over
//   node assets/stage.mjs --sources  rewrite the pictogram table of assets/SOURCES.md
//
// Why here and not at run time: a kiosk in a library has no network, and a picture or a licence
// that is missing must stop the build, not the visitor. Every mistake is said at once, each in
// one sentence.
import {
    existsSync,
    mkdirSync,
    readFileSync,
    readdirSync,
    rmSync,
    writeFileSync,
} from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const openmoji = join(root, 'node_modules/openmoji');
const sourcesFile = join(root, 'assets/SOURCES.md');
const tableStart =
    '<!-- pictograms: written by `node assets/stage.mjs --sources`; ' +
    'lines of own drawings are kept -->';
const tableHead = '| pictogram | picture | drawn by | licence |\n| --- | --- | --- | --- |';
const mistakes = [];

function readJson(path) {
    try {
        return JSON.parse(readFileSync(join(root, path), 'utf8'));
    } catch (error) {
        mistakes.push(`${path} cannot be read: ${error.message}`);
        return {};
    }
}

// The concepts that screens can name, in kiosk/content/pictograms.def.
function conceptKeys() {
    const def = readFileSync(join(root, 'kiosk/content/pictograms.def'), 'utf8').replace(
        /\/\*[^]*?\*\//g,
        '',
    );
    return [...def.matchAll(/^\s*PICTOGRAM\(\s*\w+\s*,\s*"([^"]+)"\s*\)/gm)].map(
        (match) => match[1],
    );
}

// Where the colour and the line picture of one entry come from, and how SOURCES.md names the
// picture.
function pictureOf(key, entry) {
    if (typeof entry?.openmoji === 'string' && entry.own === undefined) {
        const file = (kind) => join(openmoji, kind, 'svg', `${entry.openmoji}.svg`);
        return {
            name: `OpenMoji ${entry.openmoji}`,
            color: file('color'),
            line: file('black'),
        };
    }
    if (
        typeof entry?.own === 'string' &&
        entry.openmoji === undefined &&
        /^[a-z0-9-]+\.svg$/.test(entry.own)
    ) {
        const color = join(root, 'assets/pictograms', entry.own);
        const line = color.replace(/\.svg$/, '.line.svg');
        return { name: `own ${entry.own}`, color, line: existsSync(line) ? line : color };
    }
    mistakes.push(
        `assets/pictograms.json: "${key}" must be {"openmoji": "CODE"} or {"own": "name.svg"}`,
    );
    return null;
}

function tableRows() {
    const text = readFileSync(sourcesFile, 'utf8');
    const after = text.split(tableStart)[1];
    if (after === undefined) {
        mistakes.push(`assets/SOURCES.md has lost the line "${tableStart}"`);
        return new Map();
    }
    const rows = after
        .split('\n')
        .filter((line) => line.startsWith('| '))
        .slice(2);
    return new Map(
        rows.map((line) => {
            const [key, name, author, licence] = line
                .split('|')
                .slice(1, 5)
                .map((cell) => cell.trim());
            return [key, { name, author, licence }];
        }),
    );
}

function pictures() {
    const entries = readJson('assets/pictograms.json');
    for (const key of conceptKeys()) {
        if (!(key in entries)) {
            mistakes.push(`assets/pictograms.json has no "${key}", which pictograms.def names`);
        }
    }
    return Object.entries(entries).flatMap(([key, entry]) => {
        if (!/^[a-z0-9-]+$/.test(key))
            mistakes.push(`assets/pictograms.json: "${key}" is no plain name`);
        const picture = pictureOf(key, entry);
        return picture ? [{ key, ...picture }] : [];
    });
}

function checkLicences(all) {
    const rows = tableRows();
    for (const { key, name } of all) {
        const row = rows.get(key);
        if (!row?.licence || !row.author) {
            mistakes.push(
                `pictogram "${key}" has no licence line in assets/SOURCES.md: ` +
                    (name.startsWith('own ')
                        ? `add "| ${key} | ${name} | WHO | LICENCE |"`
                        : 'run "node assets/stage.mjs --sources"'),
            );
        } else if (row.name !== name) {
            mistakes.push(
                `assets/SOURCES.md gives the licence of "${row.name}" for "${key}", ` +
                    `which shows ${name}: run "node assets/stage.mjs --sources"`,
            );
        }
    }
    const used = new Set(all.map(({ key }) => key));
    for (const key of rows.keys()) {
        if (!used.has(key)) {
            mistakes.push(
                `assets/SOURCES.md has a line for "${key}", which pictograms.json has not`,
            );
        }
    }
}

// Recordings of sentences: assets/speech/<tag>/<key>.ogg. One with a wrong name would never be
// played, and nobody would know why.
function recordings() {
    const folder = join(root, 'assets/speech');
    if (!existsSync(folder)) return [];
    const tags = readJson('config/languages.json').languages?.map(({ tag }) => tag) ?? [];
    const texts = readFileSync(join(root, 'kiosk/content/texts.def'), 'utf8');
    const keys = new Set([...texts.matchAll(/^TEXT\w*\(\s*\w+\s*,\s*"([^"]+)"/gm)].map((at) => at[1]));
    return readdirSync(folder).flatMap((tag) => {
        if (!tags.includes(tag))
            mistakes.push(`assets/speech/${tag}: config/languages.json has no such language`);
        return readdirSync(join(folder, tag)).map((file) => {
            const path = join(folder, tag, file),
                key = file.replace(/\.ogg$/, '');
            if (!file.endsWith('.ogg') || !keys.has(key))
                mistakes.push(
                    `assets/speech/${tag}/${file} is called after no sentence: ` +
                        'write the key of kiosk/content/texts.def and ".ogg"',
                );
            const bytes = readFileSync(path);
            if (bytes.toString('latin1', 0, 4) !== 'OggS' || !bytes.includes('vorbis'))
                mistakes.push(`assets/speech/${tag}/${file} is no Ogg Vorbis recording`);
            return [`speech/${tag}/${file}`, bytes];
        });
    });
}

// The files to stage: name in the folder -> bytes.
function files(all) {
    const out = new Map();
    const take = (name, path, why) => {
        const shown = path.startsWith(root) ? path.slice(root.length + 1) : path;
        if (existsSync(path)) out.set(name, readFileSync(path));
        else mistakes.push(`${why}: there is no ${shown}`);
    };
    for (const { key, name, color, line } of all) {
        take(`pictograms/${key}.svg`, color, `pictogram "${key}" (${name})`);
        take(`pictograms/${key}.line.svg`, line, `line picture of "${key}" (${name})`);
    }
    for (const [face, font] of Object.entries(readJson('fonts/fonts.json'))) {
        for (const weight of ['regular', 'bold']) {
            take(
                `fonts/${face}-${weight}.ttf`,
                font[weight] ?? '',
                `font "${face}" ${weight}, of package ${font.package}`,
            );
        }
    }
    // Both licences ask to travel along with what they are for.
    take('licences/openmoji.txt', join(openmoji, 'LICENSE.txt'), 'licence of OpenMoji');
    take('licences/sources.md', sourcesFile, 'list of sources');
    for (const { package: name } of Object.values(readJson('fonts/fonts.json'))) {
        take(`licences/${name}.txt`, `/usr/share/doc/${name}/copyright`, `licence of ${name}`);
    }
    for (const [name, bytes] of recordings()) out.set(name, bytes);
    take('pictograms.json', join(root, 'assets/pictograms.json'), 'pictograms');
    take('fonts.json', join(root, 'fonts/fonts.json'), 'fonts');
    return out;
}

function writeChanged(folder, wanted) {
    const staged = readdirSync(folder, { recursive: true, withFileTypes: true }).filter(
        (entry) => entry.isDirectory() && entry.name !== 'speech',
    );
    const parts = new Set(['pictograms', 'fonts', 'licences']);
    for (const name of wanted.keys()) if (dirname(name) !== '.') parts.add(dirname(name));
    for (const entry of staged)
        parts.add(relative(folder, join(entry.parentPath ?? entry.path, entry.name)));
    for (const part of parts) {
        mkdirSync(join(folder, part), { recursive: true });
        for (const name of readdirSync(join(folder, part))) {
            if (!wanted.has(`${part}/${name}`)) rmSync(join(folder, part, name));
        }
    }
    for (const [name, bytes] of wanted) {
        const path = join(folder, name);
        if (!existsSync(path) || !readFileSync(path).equals(bytes)) writeFileSync(path, bytes);
    }
}

function writeSources(all) {
    const rows = tableRows();
    const authors = new Map(
        JSON.parse(readFileSync(join(openmoji, 'data/openmoji.json'), 'utf8')).map(
            ({ hexcode, openmoji_author: author }) => [`OpenMoji ${hexcode}`, author],
        ),
    );
    const lines = all.flatMap(({ key, name }) => {
        const kept = rows.get(key);
        if (!name.startsWith('own '))
            return `| ${key} | ${name} | ${authors.get(name) ?? ''} | CC BY-SA 4.0 |`;
        return kept ? `| ${key} | ${name} | ${kept.author} | ${kept.licence} |` : [];
    });
    const before = readFileSync(sourcesFile, 'utf8').split(tableStart)[0];
    writeFileSync(
        sourcesFile,
        `${before}${tableStart}\n\n${[tableHead, ...lines.sort()].join('\n')}\n`,
    );
}

function endWithMistakes() {
    if (mistakes.length === 0) return;
    for (const mistake of mistakes) console.error(`assets: ${mistake}`);
    process.exit(1);
}

if (process.argv.length !== 3) {
    console.error('use: node assets/stage.mjs OUT | --sources');
    process.exit(2);
}
if (!existsSync(openmoji)) {
    console.error('assets: node_modules/openmoji is missing: run "sh kiosk/setup.sh"');
    process.exit(1);
}
const all = pictures();
if (process.argv[2] === '--sources') {
    endWithMistakes();
    writeSources(all);
} else {
    checkLicences(all);
    const wanted = files(all);
    endWithMistakes();
    mkdirSync(process.argv[2], { recursive: true });
    writeChanged(process.argv[2], wanted);
}
