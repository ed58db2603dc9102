// Bluesky's own server (PDS), with one account: node bluesky.js <folder> <port> <address of the directory>
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { listen, ready } from "./loopback.js";

const [folder, port, directory] = process.argv.slice(2);
const account = { handle: "town.test", email: "town@test.example", password: "only-for-tests" };

// It is set up by its environment alone. Nothing here is secret: nobody but this machine can ask it.
Object.assign(process.env, {
  LOG_ENABLED: "true",
  LOG_LEVEL: "error",
  PDS_PORT: port,
  PDS_HOSTNAME: "localhost", // and so accounts end in .test
  PDS_DEV_MODE: "true",
  PDS_DATA_DIRECTORY: folder,
  PDS_BLOBSTORE_DISK_LOCATION: join(folder, "blobs"),
  PDS_BLOBSTORE_DISK_TMP_LOCATION: join(folder, "blobs-coming"),
  PDS_DID_PLC_URL: directory,
  PDS_INVITE_REQUIRED: "false",
  PDS_JWT_SECRET: "only-for-tests",
  PDS_ADMIN_PASSWORD: "only-for-tests",
  PDS_PLC_ROTATION_KEY_K256_PRIVATE_KEY_HEX: "11".repeat(32),
});
const { PDS, envToCfg, envToSecrets, readEnv } = (await import("@atproto/pds")).default;

mkdirSync(folder, { recursive: true });
const env = readEnv();
const server = await PDS.create(envToCfg(env), envToSecrets(env));
listen(server.app);
await server.start();
const address = `http://127.0.0.1:${port}`;
if (!(await server.ctx.accountManager.getAccount(account.handle))) {
  const answer = await fetch(`${address}/xrpc/com.atproto.server.createAccount`, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(account),
  });
  if (!answer.ok) throw new Error(`The account cannot be made: ${await answer.text()}`);
}
ready(server, { address, handle: account.handle, password: account.password });
