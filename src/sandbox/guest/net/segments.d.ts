/** An option that sockets of a sample have and real ones ignore. */
import "node:net";

declare module "node:net" {
  interface SocketConstructorOpts {
    /** Receive in pieces of random sizes, up to so many bytes, as networks do. */
    segments?: number;
  }
  interface ServerOpts {
    /** Receive in pieces of random sizes, up to so many bytes, as networks do. */
    segments?: number;
  }
}
