// How large the page is as it is sent: all of dist, gzipped. Over 600 kB is a fault.
import { readdirSync, readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const files = (folder) => readdirSync(folder, { withFileTypes: true }).flatMap((e) => (e.isDirectory() ? files(join(folder, e.name)) : [join(folder, e.name)]));
const size = files(fileURLToPath(new URL('../dist', import.meta.url))).reduce((sum, f) => sum + gzipSync(readFileSync(f), { level: 9 }).length, 0);
console.log(`${(size / 1000).toFixed(1)} kB compressed`);
if (size > 600000) process.exitCode = 1;
