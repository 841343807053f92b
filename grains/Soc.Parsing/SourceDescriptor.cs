namespace Soc.Parsing;

/// <summary>A source.json: what people and shippers call a source.</summary>
/// <param name="Id">The parser's id.</param>
/// <param name="Name">For people ("Palo Alto Networks PAN-OS").</param>
/// <param name="Vendor">OCSF metadata.product.vendor_name.</param>
/// <param name="Product">OCSF metadata.product.name.</param>
/// <param name="Sourcetypes">Splunk sourcetypes and other names that mean this source ("pan:globalprotect").</param>
/// <param name="Description">Forms that it reads, in a sentence or two.</param>
public sealed record SourceDescriptor(
    string Id,
    string Name,
    string Vendor,
    string Product,
    string[] Sourcetypes,
    string Description);
