#!/usr/bin/env node
// Starts the bundle. Node 22 and later keep its compiled code in their own cache; for Node 20 a cache lies beside the user's others.
const nodeModule = require('node:module');
nodeModule.enableCompileCache?.();
require('./imagec.cjs').runCommandLine(process.argv);
