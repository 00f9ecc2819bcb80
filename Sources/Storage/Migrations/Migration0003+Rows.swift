extension Migration {
    /// The rows that UFDL's clients find on every server (ufdl.md §4, §4.2, §5), under the keys that they have there.
    static let ufdlRows = #"""
        INSERT INTO value_types (id, name, pkg, cls) VALUES
            (1, 'UFDLType', 'ufdl.jobtypes', 'ufdl.jobtypes.base.UFDLType'),
            (2, 'UFDLJSONType', 'ufdl.jobtypes', 'ufdl.jobtypes.base.UFDLJSONType'),
            (3, 'FiniteJSONType', 'ufdl.jobtypes', 'ufdl.jobtypes.base.FiniteJSONType'),
            (4, 'ServerResidentType', 'ufdl.jobtypes', 'ufdl.jobtypes.base.ServerResidentType'),
            (5, 'NamedServerType', 'ufdl.jobtypes', 'ufdl.jobtypes.base.NamedServerType'),
            (6, 'ValueType', 'ufdl.jobtypes', 'ufdl.jobtypes.base.ValueType'),
            (7, 'str', 'ufdl.jobtypes', 'ufdl.jobtypes.base.String'),
            (8, 'int', 'ufdl.jobtypes', 'ufdl.jobtypes.base.Integer'),
            (9, 'float', 'ufdl.jobtypes', 'ufdl.jobtypes.base.Float'),
            (10, 'bool', 'ufdl.jobtypes', 'ufdl.jobtypes.base.Boolean'),
            (11, 'Array', 'ufdl.jobtypes', 'ufdl.jobtypes.standard.container.Array'),
            (12, 'Map', 'ufdl.jobtypes', 'ufdl.jobtypes.standard.container.Map'),
            (13, 'CUDAVersion', 'ufdl.jobtypes', 'ufdl.jobtypes.standard.server.CUDAVersion'),
            (14, 'Dataset', 'ufdl.jobtypes', 'ufdl.jobtypes.standard.server.Dataset'),
            (15, 'DockerImage', 'ufdl.jobtypes', 'ufdl.jobtypes.standard.server.DockerImage'),
            (16, 'Domain', 'ufdl.jobtypes', 'ufdl.jobtypes.standard.server.Domain'),
            (17, 'Framework', 'ufdl.jobtypes', 'ufdl.jobtypes.standard.server.Framework'),
            (18, 'Hardware', 'ufdl.jobtypes', 'ufdl.jobtypes.standard.server.Hardware'),
            (19, 'PretrainedModel', 'ufdl.jobtypes', 'ufdl.jobtypes.standard.server.PretrainedModel'),
            (20, 'BLOB', 'ufdl.jobtypes', 'ufdl.jobtypes.standard.util.BLOB'),
            (21, 'Compressed', 'ufdl.jobtypes', 'ufdl.jobtypes.standard.util.Compressed'),
            (22, 'JSON', 'ufdl.jobtypes', 'ufdl.jobtypes.standard.util.JSON'),
            (23, 'Nothing', 'ufdl.jobtypes', 'ufdl.jobtypes.standard.util.Nothing'),
            (24, 'JobOutput', 'ufdl.jobtypes', 'ufdl.jobtypes.standard.JobOutput'),
            (25, 'Model', 'ufdl.jobtypes', 'ufdl.jobtypes.standard.Model'),
            (26, 'Name', 'ufdl.jobtypes', 'ufdl.jobtypes.standard.Name'),
            (27, 'PK', 'ufdl.jobtypes', 'ufdl.jobtypes.standard.PK');

        INSERT INTO job_contracts (id, name, pkg, cls) VALUES
            (1, 'Predict', 'ufdl.jobcontracts', 'ufdl.jobcontracts.standard.Predict'),
            (2, 'Train', 'ufdl.jobcontracts', 'ufdl.jobcontracts.standard.Train'),
            (3, 'Export', 'ufdl.jobcontracts', 'ufdl.jobcontracts.standard.Export');

        INSERT INTO domains (id, name, description) VALUES
            (1, 'ic', 'Image Classification'),
            (2, 'is', 'Image Segmentation'),
            (3, 'od', 'Object Detection'),
            (4, 'sc', 'Spectrum Classification'),
            (5, 'sp', 'Speech');

        INSERT INTO frameworks (id, name, version) VALUES
            (1, 'tensorflow', '1.14'),
            (2, 'mmclassification', '0.23.1'),
            (3, 'mmclassification', '0.25.0'),
            (4, 'dogs_dummy', '1'),
            (5, 'mmsegmentation', '0.30.0'),
            (6, 'yolact', '2020-02-11'),
            (7, 'yolact', '2020-02-11_slim'),
            (8, 'mmdetection', '2020-03-01'),
            (9, 'mmdetection', '2020-03-01_cuda10'),
            (10, 'mmdetection', '2020-10-11'),
            (11, 'yolo', 'v5'),
            (12, 'yolo', 'v7'),
            (13, 'weka', 'classifier'),
            (14, 'coqui_stt', '1.3.0'),
            (15, 'coqui_stt', '1.4.0'),
            (16, 'coqui_stt', '1.15.2');

        INSERT INTO hardware (id, generation, min_compute_capability, max_compute_capability) VALUES
            (1, 'Fermi', 2.0, 3.0),
            (2, 'Kepler', 3.0, 5.0),
            (3, 'Maxwell', 5.0, 6.0),
            (4, 'Pascal', 6.0, 7.0),
            (5, 'Volta', 7.0, 7.5),
            (6, 'Turing', 7.5, 8.0),
            (7, 'Ampere', 8.0, 9.0),
            (8, 'Hopper', 9.0, 10.0);

        INSERT INTO cuda (id, version, full_version, min_driver_version) VALUES
            (1, '12.1', '12.1.0', '530.30.02'),
            (2, '12.0', '12.0.0', '525.60.13'),
            (3, '11.8', '11.8.0', '520.61.05'),
            (4, '11.7', '11.7.0', '515.65.01'),
            (5, '11.6', '11.6.0', '510.47.03'),
            (6, '11.5', '11.5.0', '495.29.05'),
            (7, '11.4', '11.4.0', '470.57.02'),
            (8, '11.3', '11.3.0', '465.19.01'),
            (9, '11.2', '11.2.0', '460.27.03'),
            (10, '11.1', '11.1.0', '455.23.05'),
            (11, '11.0', '11.0.171', '450.36.06'),
            (12, '10.2', '10.2.89', '440.33'),
            (13, '10.1', '10.1.105', '418.39'),
            (14, '10.0', '10.0.130', '410.48'),
            (15, '9.2', '9.2.148', '396.37'),
            (16, '9.1', '9.1.85', '390.46'),
            (17, '9.0', '9.0.76', '384.81'),
            (18, '8.0', '8.0.61', '375.26'),
            (19, '8.0', '8.0.44', '367.48'),
            (20, '7.5', '7.5.16', '352.31'),
            (21, '7.0', '7.0.28', '346.46');

        INSERT INTO licences (id, name, url, permissions, conditions, limitations, domains) VALUES
            (1, 'AGPL3', 'https://opensource.org/licenses/AGPL-3.0', '["Modification","Patent use","Private use","Commercial use","Distribution"]', '["License and copyright notice","Network use is distribution","State changes","Disclose source","Same license"]', '["Liability","Warranty"]', '["Models","Software"]'),
            (2, 'Apache 2.0', 'https://opensource.org/licenses/Apache-2.0', '["Modification","Patent use","Private use","Commercial use","Distribution"]', '["License and copyright notice","State changes"]', '["Liability","Warranty","Trademark use"]', '["Models","Software"]'),
            (3, 'BSD 2-clause', 'https://opensource.org/licenses/BSD-2-Clause', '["Modification","Private use","Commercial use","Distribution"]', '["License and copyright notice"]', '["Liability","Warranty"]', '["Models","Software"]'),
            (4, 'BSD 3-clause', 'https://opensource.org/licenses/BSD-3-Clause', '["Modification","Private use","Commercial use","Distribution"]', '["License and copyright notice"]', '["Liability","Warranty"]', '["Models","Software"]'),
            (5, 'GPL2', 'https://opensource.org/licenses/GPL-2.0', '["Modification","Private use","Commercial use","Distribution"]', '["License and copyright notice","State changes","Disclose source","Same license"]', '["Liability","Warranty"]', '["Models","Software"]'),
            (6, 'GPL3', 'https://opensource.org/licenses/GPL-3.0', '["Modification","Patent use","Private use","Commercial use","Distribution"]', '["License and copyright notice","State changes","Disclose source","Same license"]', '["Liability","Warranty"]', '["Models","Software"]'),
            (7, 'MIT', 'https://opensource.org/licenses/MIT', '["Modification","Private use","Commercial use","Distribution"]', '["License and copyright notice"]', '["Liability","Warranty"]', '["Models","Software"]'),
            (8, 'Mozilla Public License 2.0', 'https://opensource.org/licenses/MPL-2.0', '["Modification","Patent use","Private use","Commercial use","Distribution"]', '["License and copyright notice","Disclose source","Same license"]', '["Liability","Warranty","Trademark use"]', '["Models","Software"]');
        """#
}
