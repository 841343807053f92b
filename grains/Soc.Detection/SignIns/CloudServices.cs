using Soc.Model.Events;

namespace Soc.Detection.SignIns;

/// <summary>
/// Services known to sign in with a person's stored credential: reporting, integration and automation products.
/// A scripting library (python-requests, axios) is not among them: phishing kits use the same.
/// </summary>
internal static class CloudServices
{
    private static readonly string[] Names =
    [
        "Power BI", "PowerBI", "Power Automate", "PowerApps", "Microsoft Flow", "Mashup", "Data Factory", "Logic Apps",
        "Tableau", "Looker", "Qlik", "Zapier", "Workato", "MuleSoft", "Fivetran", "Salesforce", "Google-Apps-Script", "Snowflake", "Domo",
    ];

    /// <summary>Name of the service that the client software says it is, or null.</summary>
    public static string? ByAgent(DeviceSection? device) => Find(device?.UserAgent) ?? Find(device?.Client);

    /// <summary>Name of the service that was signed in to, where it is one that keeps credentials; a person at a browser signs in to it too, so this alone says nothing.</summary>
    public static string? ByApplication(AuthSection? auth) => Find(auth?.Service);

    private static string? Find(string? text)
    {
        foreach (var name in Names)
        {
            if (text?.Contains(name, StringComparison.OrdinalIgnoreCase) == true)
            {
                return name;
            }
        }

        return null;
    }
}
