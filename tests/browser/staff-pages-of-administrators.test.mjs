import { lookAtPagesOf } from "./staff_pages.mjs";

lookAtPagesOf("administrator");
