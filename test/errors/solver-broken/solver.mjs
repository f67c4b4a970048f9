// A solver that falls over.
process.stderr.write('Traceback (most recent call last):\nImportError: No module named dnf\n');
process.exitCode = 3;
