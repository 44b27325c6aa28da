import { lookAtPagesOf } from "./staff_pages.mjs";

lookAtPagesOf("analyst", "collector", "auditor");
