// Stands in for the compiled watchdog that ends an extension host stuck in a loop after its server has gone.
exports.start = () => {};
exports.exit = (code) => process.exit(code);
