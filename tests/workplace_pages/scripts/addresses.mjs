// Lets Node find modules by the addresses under which the service sends them.
import { register } from "node:module";

register("./resolve.mjs", import.meta.url);
