import { expect, it } from 'vitest';
import { javaEnvironment } from './java-environment.ts';

it('gives a JVM the proxy and the trust store, in words that it takes apart again', () => {
  const { JAVA_TOOL_OPTIONS = '' } = javaEnvironment('http://127.0.0.1:8080', '/my folder/ca.p12');
  expect(JAVA_TOOL_OPTIONS).toContain('-Dhttps.proxyHost=127.0.0.1 -Dhttps.proxyPort=8080 ');
  expect(JAVA_TOOL_OPTIONS).toContain('"-Djavax.net.ssl.trustStore=/my folder/ca.p12"');
});
