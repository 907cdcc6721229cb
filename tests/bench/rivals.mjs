// SPDX-License-Identifier: EUPL-1.2
// rivals.mjs - the three that are measured: how each is started and where its buttons are.
import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { packagesOf } from './closure.mjs';
import { tree } from './processes.mjs';

const ANDIKA = '/usr/share/fonts/truetype/andika';

// Places are of page/index.html at 1920x1080.
export const browser = {
    name: 'browser',
    title: () =>
        execFileSync('chromium', ['--version'], {
            encoding: 'utf8',
            stdio: ['ignore', 'pipe', 'ignore'],
        }).match(/Chromium \d+/)[0],
    settle(work, build, here) {
        this.profile = join(work, 'profile');
        this.page = `file://${join(here, 'page/index.html')}`;
        rmSync(this.profile, { recursive: true, force: true });
    },
    command() {
        return [
            'chromium',
            '--kiosk',
            '--window-size=1920,1080',
            '--window-position=0,0',
            '--lang=nl',
            '--no-sandbox',
            '--disable-gpu',
            '--no-first-run',
            '--disable-background-networking',
            '--disable-component-update',
            '--disable-sync',
            `--user-data-dir=${this.profile}`,
            this.page,
        ];
    },
    processes: () => tree('browser'),
    nothing: () => [960, 60],
    pages(probe) {
        probe('tap', 960, 660);
        return [
            [1400, 480],
            [185, 874],
        ];
    },
    keys(probe) {
        probe('tap', 550, 700);
        return [
            [221, 459],
            [1777, 588],
        ];
    },
    packages: () => ['chromium'],
    ownFiles: () => [],
};

export const bare = {
    name: 'bare',
    settle(work) {
        this.program = join(work, 'bare');
    },
    command() {
        return [this.program, `${ANDIKA}/Andika-Regular.ttf`, `${ANDIKA}/Andika-Bold.ttf`];
    },
    processes: () => tree('bare'),
    nothing: () => [960, 60],
    pages: () => [
        [1500, 100],
        [1500, 240],
    ],
    keys: () => [[500, 930]],
    packages() {
        return packagesOf([this.program]);
    },
    ownFiles() {
        return [this.program];
    },
};
