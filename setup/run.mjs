// The one entry: `node setup/run.mjs COMMAND [args…]`, on whatever Node the machine has. This file stays readable to old versions, so
// that they can say what is missing; everything else is loaded after the check.
var major = Number(process.versions.node.split('.')[0]);
if (major < 20) {
  console.error(
    'Kindred needs Node 20 or newer to set itself up; this is ' +
      process.versions.node +
      '. Get it from https://nodejs.org, then run again.',
  );
  process.exit(1);
} else {
  import('./begin.mjs').then(function (module) {
    return module.begin(process.argv.slice(2));
  });
}
