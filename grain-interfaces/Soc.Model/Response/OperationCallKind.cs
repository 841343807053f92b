namespace Soc.Model.Response;

/// <summary>Calls of a connector.</summary>
public enum OperationCallKind
{
    None = 0,
    Plan = 1,
    Apply = 2,
    Verify = 3,
    Revert = 4,
}
