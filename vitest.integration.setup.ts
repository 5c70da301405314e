// jsforce's parts import one another in a circle, and its front door stays half open when a part is loaded before it, as
// our client does to save memory. Files that share a worker must not depend on which of them came first.
import 'jsforce';
