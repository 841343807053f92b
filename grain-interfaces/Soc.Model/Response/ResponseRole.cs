namespace Soc.Model.Response;

/// <summary>What somebody is, where an operation is concerned.</summary>
public enum ResponseRole
{
    /// <summary>The engine itself, by a rule of the client. It can never approve.</summary>
    Engine = 0,
    Analyst = 1,
    Responder = 2,
    ClientViewer = 3,
    Admin = 4,
    Agent = 5,
}
