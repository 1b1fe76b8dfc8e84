/**
 * What leads a Java program to the mock. A JVM reads neither the proxy variables nor OpenSSL's: it takes system
 * properties, and picks those of JAVA_TOOL_OPTIONS up by itself (it says so on stderr).
 */
import type { Environment } from './environment.ts';

/**
 * `trustStorePath` is a PKCS#12 trust store with no password. Credentials in the proxy's URL are left out: Java has
 * no property for them. https://docs.oracle.com/en/java/javase/21/core/java-networking.html
 */
export const javaEnvironment = (proxyUrl: string, trustStorePath: string): Environment => {
  const { hostname, port } = new URL(proxyUrl);
  const properties = {
    'https.proxyHost': hostname,
    'https.proxyPort': port,
    'http.proxyHost': hostname,
    'http.proxyPort': port,
    'http.nonProxyHosts': 'localhost|127.*|[::1]',
    'javax.net.ssl.trustStore': trustStorePath,
    'javax.net.ssl.trustStoreType': 'PKCS12',
  };
  const words = Object.entries(properties).map(([name, value]) => `-D${name}=${value}`);
  return { JAVA_TOOL_OPTIONS: words.map((word) => (/\s/.test(word) ? `"${word}"` : word)).join(' ') };
};
