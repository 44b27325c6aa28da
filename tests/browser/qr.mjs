// What a program that is not ours reads in a picture.

import { execFile } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";

/** The contents of all QR codes in a picture (PNG). */
export async function decoded(picture) {
  const folder = await mkdtemp(join(tmpdir(), "hailong-qr-"));
  try {
    const file = join(folder, "picture.png");
    await writeFile(file, picture);
    const { stdout } = await promisify(execFile)("zbarimg", ["--quiet", "--raw", file]).catch(({ stdout }) => ({ stdout }));
    return stdout.trim().split("\n").filter(Boolean);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
