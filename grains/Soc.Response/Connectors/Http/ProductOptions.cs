namespace Soc.Response.Connectors.Http;

/// <summary>What every product that is called needs to be told.</summary>
internal abstract record ProductOptions
{
    public const int MaxDeadlineMs = 120_000;

    /// <summary>Where it is; https, but for this machine itself.</summary>
    public Uri? BaseUrl { get; init; }

    /// <summary>PEM file with the authority that signed the product's certificate, instead of those of the system.</summary>
    public string? CaFile { get; init; }

    /// <summary>SHA-256 of the product's own certificate, hexadecimal: exactly this one is trusted.</summary>
    public string? CertificateSha256 { get; init; }

    /// <summary>Longest wait for one answer.</summary>
    public int TimeoutMs { get; init; } = 10_000;

    /// <summary>Longest time for all that one order needs, waiting included; less than the patience of whoever asked.</summary>
    public int DeadlineMs { get; init; } = 20_000;

    /// <exception cref="ConnectorSettingsException">Something makes no sense.</exception>
    public void Check(string connector, Uri? baseUrl)
    {
        if (baseUrl is null)
        {
            throw new ConnectorSettingsException($"{connector}: the setting 'baseUrl' is missing.");
        }

        CheckUrl(connector, "baseUrl", baseUrl);
        if (TimeoutMs is < 100 or > MaxDeadlineMs)
        {
            throw new ConnectorSettingsException($"{connector}: the setting 'timeoutMs' must be between 100 and {MaxDeadlineMs}.");
        }

        if (DeadlineMs < TimeoutMs || DeadlineMs > MaxDeadlineMs)
        {
            throw new ConnectorSettingsException($"{connector}: the setting 'deadlineMs' must be between 'timeoutMs' and {MaxDeadlineMs}.");
        }
    }

    /// <exception cref="ConnectorSettingsException">It is not absolute, or not https.</exception>
    public static void CheckUrl(string connector, string setting, Uri url)
    {
        if (!url.IsAbsoluteUri || !(string.Equals(url.Scheme, Uri.UriSchemeHttps, StringComparison.Ordinal) || (string.Equals(url.Scheme, Uri.UriSchemeHttp, StringComparison.Ordinal) && url.IsLoopback)))
        {
            throw new ConnectorSettingsException($"{connector}: the setting '{setting}' must be an https address.");
        }

        if (url.UserInfo.Length > 0)
        {
            throw new ConnectorSettingsException($"{connector}: the setting '{setting}' has a name or password in it; credentials have settings of their own.");
        }
    }
}
