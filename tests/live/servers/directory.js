// The directory of accounts that Bluesky's servers ask (PLC), in memory: node directory.js <port>
import { listen, ready } from "./loopback.js";

const { Database, PlcServer } = (await import("@did-plc/server")).default;

const directory = PlcServer.create({ db: Database.mock(), port: Number(process.argv[2]) });
listen(directory.app);
await directory.start();
ready(directory, { address: `http://127.0.0.1:${directory.server.address().port}` });
