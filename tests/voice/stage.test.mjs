// SPDX-License-Identifier: EUPL-1.2
// Recordings on their way from the tree to the kiosk: called after a sentence, in Ogg Vorbis, and
// gone again when they are taken away.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import {
    cpSync,
    existsSync,
    mkdirSync,
    readFileSync,
    rmSync,
    symlinkSync,
    writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { root, temporaryFolder } from '../intake/receiver.mjs';

const town = temporaryFolder('recordings');
const out = join(town, 'staged');
const clip = process.env.NAAST_CLIP; // made by test_voice_aloud: a real, meaningless tone
for (const name of ['node_modules', 'fonts', 'kiosk', 'config'])
    symlinkSync(join(root, name), join(town, name));
mkdirSync(join(town, 'assets'));
cpSync(join(root, 'assets'), join(town, 'assets'), { recursive: true });

const stage = () =>
    spawnSync('node', [join(town, 'assets/stage.mjs'), out], { encoding: 'utf8' });

function record(name, bytes) {
    const path = join(town, 'assets/speech', name);
    mkdirSync(join(path, '..'), { recursive: true });
    writeFileSync(path, bytes);
    return path;
}

test('a recording goes along to the kiosk, and goes when it is taken away', () => {
    const sound = readFileSync(clip);
    const path = record('nl/review.title.ogg', sound);
    const run = stage();
    assert.equal(run.status, 0, run.stderr);
    assert.deepEqual(readFileSync(join(out, 'speech/nl/review.title.ogg')), sound);
    rmSync(path);
    assert.equal(stage().status, 0);
    assert.ok(!existsSync(join(out, 'speech/nl/review.title.ogg')));
});

test('a recording that could never be played stops the build and says why', () => {
    const wrong = [
        ['nl/no-such-sentence.ogg', readFileSync(clip), /called after no sentence/],
        ['nl/review.title.wav', readFileSync(clip), /called after no sentence/],
        ['nl/review.title.ogg', 'RIFF', /no Ogg Vorbis/],
        ['xx/review.title.ogg', readFileSync(clip), /no such language/],
    ];
    for (const [name, bytes, why] of wrong) {
        const path = record(name, bytes);
        const run = stage();
        assert.equal(run.status, 1, name);
        assert.match(run.stderr, why);
        rmSync(join(path, '..'), { recursive: true });
    }
});
