using System.Xml;
using Microsoft.OData.Edm;
using Microsoft.OData.Edm.Csdl;

namespace Soc.Gateway.Reports.OData;

/// <summary>The sets as an entity data model, and $metadata made of it; the same for every client.</summary>
internal sealed class ODataModel
{
    private const string Namespace = "Soc";

    private readonly EdmModel _model = new();
    private readonly EdmEntityContainer _container = new(Namespace, "Container");

    public ODataModel(ODataSets sets)
    {
        _model.AddElement(_container);
        Add(sets.Incidents);
        Add(sets.Operations);
        Add(sets.Escalations);
        Metadata = Write(_model);
    }

    public IEdmModel Edm => _model;

    /// <summary>$metadata, XML in UTF-8.</summary>
    public byte[] Metadata { get; }

    public IEnumerable<string> SetNames => _container.EntitySets().Select(s => s.Name);

    public IEdmEntitySet Of(string set) => _container.FindEntitySet(set);

    private void Add<TRow>(ODataSet<TRow> set)
    {
        var type = new EdmEntityType(Namespace, set.TypeName);
        foreach (var column in set.Columns)
        {
            var isKey = string.Equals(column.Name, set.Key, StringComparison.Ordinal);
            var property = type.AddStructuralProperty(column.Name, KindOf(column.Kind), isNullable: !isKey);
            if (isKey)
            {
                type.AddKeys(property);
            }
        }

        _model.AddElement(type);
        _container.AddEntitySet(set.Name, type);
    }

    private static EdmPrimitiveTypeKind KindOf(ColumnKind kind) => kind switch
    {
        ColumnKind.Number => EdmPrimitiveTypeKind.Double,
        ColumnKind.Whole => EdmPrimitiveTypeKind.Int64,
        ColumnKind.Moment => EdmPrimitiveTypeKind.DateTimeOffset,
        ColumnKind.Flag => EdmPrimitiveTypeKind.Boolean,
        _ => EdmPrimitiveTypeKind.String,
    };

    private static byte[] Write(EdmModel model)
    {
        using var stream = new MemoryStream();
        using (var xml = XmlWriter.Create(stream, new XmlWriterSettings { Encoding = new System.Text.UTF8Encoding(encoderShouldEmitUTF8Identifier: false) }))
        {
            if (!CsdlWriter.TryWriteCsdl(model, xml, CsdlTarget.OData, out var errors))
            {
                throw new InvalidOperationException($"The model cannot be written: {string.Join("; ", errors.Select(e => e.ErrorMessage))}");
            }
        }

        return stream.ToArray();
    }
}
