using System.Text.Json;

namespace Soc.Response.Connectors.Http;

/// <summary>A kind of connector that calls a product: description and settings are read in the same way for all.</summary>
internal abstract class ProductConnectorType<TOptions> : IConnectorType
    where TOptions : ProductOptions
{
    protected ProductConnectorType() => Description = ConnectorDescriptions.Of(GetType());

    public ConnectorDescription Description { get; }

    public IContainmentConnector Create(JsonElement options, ConnectorContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return Create(OptionsBinder.Bind<TOptions>(Description.Id, options), context);
    }

    /// <exception cref="ConnectorSettingsException">A setting makes no sense.</exception>
    protected abstract IContainmentConnector Create(TOptions options, ConnectorContext context);

    /// <exception cref="ConnectorSettingsException">It has more in it than letters, digits and what names have.</exception>
    protected void CheckName(string setting, string value, int maxLength = 64)
    {
        if (value.Length is 0 || value.Length > maxLength || !value.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.'))
        {
            throw new ConnectorSettingsException($"{Description.Id}: the setting '{setting}' must be 1 to {maxLength} letters, digits, '-', '_' or '.'.");
        }
    }
}
