// An input -> what is wrong with what the compiler says of it, or nothing.

/** Codes that tell of choices, which stand in no line where the command line makes them. */
const CHOICES = new Set(['contradiction', 'unknown-name', 'unsupported', 'not-a-choice']);

/**
 * Compiles one input as users of the library do.
 * @returns the complaint, or undefined; and whether it compiled
 */
export function judge(imagec, definitions, { file, text, options }) {
  let outcome;
  try {
    outcome = imagec.compile({ file, text }, { solver: 'stub', definitions, ...options });
  } catch (error) {
    return { complaint: `it crashes: ${error?.stack ?? error}` };
  }
  const { value, diagnostics } = outcome;
  const errors = diagnostics.filter((d) => d.severity === 'error');
  const done = { compiled: value !== undefined, codes: errors.map((d) => d.code) };
  if (value && errors.length > 0) return { ...done, complaint: `it compiles, with errors: ${errors[0].message}` };
  if (!value && errors.length === 0) return { ...done, complaint: 'it does not compile, and nothing says why' };
  for (const d of diagnostics) {
    const complaint = complaintOf(d, text, 'distro' in options);
    if (complaint) return { ...done, complaint: `${complaint}: ${d.code}: ${d.message} = ${d.hint}` };
  }
  try {
    imagec.formatDiagnostics(diagnostics, 'text');
    if (value) JSON.parse(imagec.manifestText(value.manifest));
  } catch (error) {
    return { ...done, complaint: `what it says cannot be printed: ${error?.stack ?? error}` };
  }
  return done;
}

function complaintOf({ code, message, place, hint }, text, chosen) {
  if (!place && !(chosen && CHOICES.has(code))) return 'a message without a place';
  if (place && !(typeof place.file === 'string' && place.line >= 1 && place.column >= 1 && place.length >= 1))
    return 'a place that is none';
  if (!message || !hint) return 'a message without a hint';
  for (const odd of ['undefined', 'NaN', '[object', 'instancePath'])
    if (`${message} ${hint}`.includes(odd) && !text.toLowerCase().includes(odd.toLowerCase()))
      return 'a message in the words of programs';
  return undefined;
}
