import { BarChart } from 'echarts/charts';
import { GridComponent } from 'echarts/components';
import { init, use } from 'echarts/core';
import { SVGRenderer } from 'echarts/renderers';

// The build bundles this file with the parts of the library that it names, so that no user installs all of it.
use([BarChart, GridComponent, SVGRenderer]);

export { init };
