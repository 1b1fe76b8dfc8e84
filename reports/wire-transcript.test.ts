import { expect, it } from 'vitest';
import { aCase, aFailure, aRequirement, aWireLine, known } from './sample-run.ts';
import { wireTranscript } from './wire-transcript.ts';

const options = { color: false, columns: 100, requirements: known(aRequirement()) };

it('says that nothing was sent when nothing was', () =>
  expect(wireTranscript(aCase({ wire: [] }), options)).toContain('wire: (nothing sent)'));

it('shows each exchange with its form, its status and the claims of its tokens', () => {
  const wire = [
    aWireLine({
      method: 'POST',
      url: 'https://login.example/t/token',
      form: { scope: 'a' },
      status: 400,
      tokens: [{ name: 'access_token', header: {}, claims: { aud: 'x' } }],
    }),
  ];
  const text = wireTranscript(aCase({ wire }), options);
  expect(text).toContain('POST https://login.example/t/token');
  expect(text).toContain('form scope: a');
  expect(text).toMatch(/^ {2}400 /m);
  expect(text).toContain('access_token claims: {"aud":"x"}');
});

it('says that a connection was cut', () => {
  const cut = aWireLine();
  delete cut.status;
  expect(wireTranscript(aCase({ wire: [cut] }), options)).toContain('connection cut');
});

it('sets expected against actual', () => {
  const text = wireTranscript(
    aCase({ verdict: 'fail', failures: [aFailure({ expected: 'a', actual: 'b' })] }),
    options,
  );
  expect(text).toContain('expected: "a"');
  expect(text).toContain('actual: "b"');
});

it('obeys no control characters of what it shows', () =>
  expect(wireTranscript(aCase({ wire: [aWireLine({ decision: 'a\u001b[2Jb' })] }), options)).not.toContain(
    '\u001b',
  ));
