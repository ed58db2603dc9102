// What the servers here share: they hear this machine alone, say when they are ready, and end with the one who started them.

export function listen(app) {
  // Both would listen on every interface: they take a port, and no host.
  const everywhere = app.listen.bind(app);
  app.listen = (port) => everywhere(port, "127.0.0.1");
}

export function ready(server, told) {
  const end = () => server.destroy().finally(() => process.exit());
  process.on("SIGTERM", end);
  process.stdin.on("end", end).resume();
  console.log(JSON.stringify(told));
}
