// A program's stdin -> its stdout: what containers are asked for, and what their registries have. The compiler's phases
// are synchronous, so the one that needs this starts it as a process.

import { readFileSync } from 'node:fs';
import { identify, type Question } from './identify.ts';

/** Answers the questions of stdin, all at once and in order, as JSON. */
export async function answerForRegistries(): Promise<void> {
  const { questions } = JSON.parse(readFileSync(0, 'utf8')) as { questions: Question[] };
  const answers = await Promise.all(questions.map((question) => identify(question, { environment: process.env })));
  process.stdout.write(JSON.stringify(answers));
}
