// Loaded ahead of a program (`node --import …`) that set-up runs: when set-up is killed, the channel between them closes, and the
// program ends too, as if by Ctrl-C; three seconds later at the latest.
process.channel?.unref();
process.once('disconnect', () => {
  setTimeout(() => process.kill(process.pid, 'SIGKILL'), 3_000).unref();
  process.kill(process.pid, 'SIGINT');
});
